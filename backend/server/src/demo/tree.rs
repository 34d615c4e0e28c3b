//! The tree of units as it was on the demonstration's day.

mod bodies;
mod communes;

use super::material::{self, Trade};
use super::seed::{Rng, day};
use super::targets::Scale;
use chrono::NaiveDate;
use lamtheo_domain::unit::{ReportingMode, UnitKind, UnitLevel};

/// A unit's place in [`Tree::units`].
pub type UnitIx = usize;

/// One unit of the plan.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Name of the body of members.
    pub name: String,
    /// Name of the committee.
    pub committee_name: String,
    /// Short name.
    pub short_name: String,
    /// An earlier name and the day on which it ended.
    pub former_name: Option<(String, NaiveDate)>,
    /// Kind.
    pub kind: UnitKind,
    /// Level.
    pub level: UnitLevel,
    /// How it reports.
    pub mode: ReportingMode,
    /// Parent.
    pub parent: Option<UnitIx>,
    /// An earlier parent and the day on which it ended.
    pub former_parent: Option<(UnitIx, NaiveDate)>,
    /// For bodies outside the Party: the committee of their own level.
    pub party_unit: Option<UnitIx>,
    /// Administrative code.
    pub code: Option<&'static str>,
    /// Alive since.
    pub since: NaiveDate,
    /// What it does.
    pub trade: Trade,
    /// Its own village, for the texts.
    pub village: Option<String>,
}

impl Unit {
    /// Whether it registers (army, police and external roots do not).
    pub fn has_records(&self) -> bool {
        self.mode == ReportingMode::Records
            && (self.level != UnitLevel::External || self.parent.is_some())
    }
}

/// The chain of units on which the demonstration's sign-ins stand.
#[derive(Debug, Clone, Copy)]
pub struct Chain {
    /// `tinh`, `tinh_lanhdao`, `kiemtra`, `quantri`.
    pub province: UnitIx,
    /// `huyen`, `huyen_lanhdao`.
    pub district: UnitIx,
    /// `xa`, `xa_lanhdao`.
    pub commune: UnitIx,
    /// `chibo`, `dangvien`.
    pub branch: UnitIx,
}

/// All units, parents before children.
#[derive(Debug)]
pub struct Tree {
    /// The units.
    pub units: Vec<Unit>,
    /// Where the sign-ins stand.
    pub chain: Chain,
}

/// How much of everything.
struct Shape {
    districts: &'static [&'static str],
    communes_per_district: usize,
    agencies: usize,
    committees: usize,
    schools: bool,
    enterprises: usize,
    offices: usize,
    province_mass: usize,
    district_mass: usize,
    commune_mass_per_mille: usize,
}

const CHAIN_DISTRICT: &str = "217";
const CHAIN_COMMUNE: &str = "07438";

fn shape(scale: Scale) -> Shape {
    match scale {
        Scale::Full => Shape {
            districts: &[],
            communes_per_district: usize::MAX,
            agencies: usize::MAX,
            committees: usize::MAX,
            schools: true,
            enterprises: 150,
            offices: 110,
            province_mass: 6,
            district_mass: 6,
            commune_mass_per_mille: 500,
        },
        Scale::Small => Shape {
            districts: &["213", CHAIN_DISTRICT, "219"],
            communes_per_district: 2,
            agencies: 1,
            committees: 0,
            schools: false,
            enterprises: 0,
            offices: 2,
            province_mass: 1,
            district_mass: 1,
            commune_mass_per_mille: 0,
        },
    }
}

/// Plans the tree with exactly `records` units that register.
pub fn plan(scale: Scale, records: usize, seed: u64) -> Tree {
    let mut builder = Builder {
        units: Vec::new(),
        rng: Rng::new(seed, 1),
        shape: shape(scale),
    };
    let province = builder.province();
    let mut communes = Vec::new();
    let mut chain_district = province;
    for district in material::districts() {
        if !builder.shape.districts.is_empty() && !builder.shape.districts.contains(&district.code)
        {
            continue;
        }
        let ix = builder.district(province, &district);
        if district.code == CHAIN_DISTRICT {
            chain_district = ix;
        }
        communes.extend(builder.communes(ix, &district));
        builder.district_bodies(ix, &district);
    }
    builder.affiliated(province);
    let missing = records.saturating_sub(builder.units.iter().filter(|u| u.has_records()).count());
    let (commune, branch) = builder.commune_branches(&communes, missing);
    builder.moved_enterprises(chain_district);
    builder.external_roots();
    let chain = Chain {
        province,
        district: chain_district,
        commune,
        branch,
    };
    Tree {
        units: builder.units,
        chain,
    }
}

struct Builder {
    units: Vec<Unit>,
    rng: Rng,
    shape: Shape,
}

impl Builder {
    fn add(&mut self, unit: Unit) -> UnitIx {
        self.units.push(unit);
        self.units.len() - 1
    }

    /// A unit with the usual fields; `names` are name, committee name, short name.
    fn unit(
        names: [String; 3],
        kind: UnitKind,
        level: UnitLevel,
        parent: Option<UnitIx>,
        trade: Trade,
    ) -> Unit {
        let [name, committee_name, short_name] = names;
        Unit {
            name,
            committee_name,
            short_name,
            former_name: None,
            kind,
            level,
            mode: ReportingMode::Records,
            parent,
            former_parent: None,
            party_unit: kind.is_external().then_some(parent).flatten(),
            code: None,
            since: day(2010, 1, 1),
            trade,
            village: None,
        }
    }
}
