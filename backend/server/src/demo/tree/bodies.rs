//! Committees, agencies, mass organisations and the external roots.

use super::{Builder, UnitIx};
use crate::demo::material::{self, Agency, District, Trade};
use crate::demo::seed::day;
use lamtheo_domain::unit::{ReportingMode, UnitKind, UnitLevel};

impl Builder {
    pub(super) fn province(&mut self) -> UnitIx {
        let names = [
            "Đảng bộ tỉnh Bắc Giang",
            "Tỉnh ủy Bắc Giang",
            "Tỉnh Bắc Giang",
        ]
        .map(str::to_owned);
        let mut unit = Self::unit(
            names,
            UnitKind::ProvincialCommittee,
            UnitLevel::Province,
            None,
            Trade::Office,
        );
        unit.code = Some("24");
        unit.since = day(1997, 1, 1);
        let ix = self.add(unit);
        for name in material::words("mass")
            .into_iter()
            .take(self.shape.province_mass)
        {
            self.mass(ix, name, "tỉnh Bắc Giang");
        }
        ix
    }

    pub(super) fn mass(&mut self, parent: UnitIx, body: &str, place: &str) -> UnitIx {
        let committee = if body.starts_with("Ủy ban") {
            format!("Ban Thường trực {body} {place}")
        } else {
            format!("Ban Chấp hành {body} {place}")
        };
        let short = body.replace("Ủy ban Mặt trận Tổ quốc Việt Nam", "Mặt trận Tổ quốc");
        let short = short.replace(" Cộng sản Hồ Chí Minh", "");
        let names = [
            format!("{body} {place}"),
            committee,
            format!("{short} {place}"),
        ];
        self.add(Self::unit(
            names,
            UnitKind::MassOrganization,
            UnitLevel::External,
            Some(parent),
            Trade::Mass,
        ))
    }

    pub(super) fn district(&mut self, province: UnitIx, district: &District) -> UnitIx {
        let names = [
            district.name.to_owned(),
            district.committee_name.to_owned(),
            district.label.to_owned(),
        ];
        let mut unit = Self::unit(
            names,
            UnitKind::DistrictCommittee,
            UnitLevel::District,
            Some(province),
            Trade::Office,
        );
        unit.code = Some(district.code);
        self.add(unit)
    }

    pub(super) fn district_bodies(&mut self, parent: UnitIx, district: &District) {
        let place = district.inside();
        let localise = |name: &str| {
            let name = if district.is_city() {
                name.replace("Huyện ủy", "Thành ủy")
            } else {
                name.to_owned()
            };
            match name.strip_suffix(" huyện") {
                Some(head) => format!("{head} {place}"),
                None => format!("{name} {place}"),
            }
        };
        for agency in material::agencies("district_committee")
            .into_iter()
            .take(self.shape.committees)
        {
            self.agency(parent, &localise(agency.name), agency);
        }
        for agency in material::agencies("district_agency")
            .into_iter()
            .take(self.shape.agencies)
        {
            self.agency(parent, &localise(agency.name), agency);
        }
        if self.shape.schools {
            for row in material::list("school")
                .into_iter()
                .filter(|row| row[0] == district.code)
            {
                let agency = Agency {
                    name: row[1],
                    trade: Trade::School,
                    branches: 3,
                };
                self.agency(parent, &format!("Trường THPT {}", row[1]), agency);
            }
        }
        for body in material::words("mass")
            .into_iter()
            .take(self.shape.district_mass)
        {
            self.mass(parent, body, &place);
        }
    }

    /// A grassroots organisation of an agency, with its chi bộ if it has any.
    pub(super) fn agency(&mut self, parent: UnitIx, name: &str, agency: Agency) -> UnitIx {
        let (kind, head, committee) = if agency.branches > 0 {
            (UnitKind::GrassrootsCommittee, "Đảng bộ", "Đảng ủy")
        } else {
            (UnitKind::GrassrootsBranch, "Chi bộ", "Chi ủy Chi bộ")
        };
        let names = [
            format!("{head} {name}"),
            format!("{committee} {name}"),
            name.to_owned(),
        ];
        let ix = self.add(Self::unit(
            names,
            kind,
            UnitLevel::Grassroots,
            Some(parent),
            agency.trade,
        ));
        for number in 1..=agency.branches {
            self.branch(ix, &format!("số {number} {name}"), agency.trade);
        }
        ix
    }

    pub(super) fn branch(&mut self, parent: UnitIx, name: &str, trade: Trade) -> UnitIx {
        let names = [
            format!("Chi bộ {name}"),
            format!("Chi ủy Chi bộ {name}"),
            format!("Chi bộ {name}"),
        ];
        self.add(Self::unit(
            names,
            UnitKind::Branch,
            UnitLevel::Branch,
            Some(parent),
            trade,
        ))
    }

    /// The committees directly under the province that are not districts.
    pub(super) fn affiliated(&mut self, province: UnitIx) {
        let mut committee = |name: &str, mode| {
            let names = [
                format!("Đảng bộ {name}"),
                format!("Đảng ủy {name}"),
                name.to_owned(),
            ];
            let mut unit = Self::unit(
                names,
                UnitKind::DirectlyAffiliatedCommittee,
                UnitLevel::District,
                Some(province),
                Trade::Office,
            );
            unit.mode = mode;
            unit.since = day(2009, 8, 1);
            self.units.push(unit);
            self.units.len() - 1
        };
        let offices = committee("Khối các cơ quan tỉnh", ReportingMode::Records);
        let enterprises = (self.shape.enterprises > 0)
            .then(|| committee("Khối Doanh nghiệp tỉnh", ReportingMode::Records));
        committee("Quân sự tỉnh", ReportingMode::AggregateOnly);
        committee("Công an tỉnh", ReportingMode::AggregateOnly);
        for number in 0..self.shape.offices {
            let (name, mut agency) = Self::office(number);
            agency.branches = if number % 3 == 0 {
                2 + self.rng.below(4)
            } else {
                0
            };
            if self.shape.offices < 10 {
                agency.branches = if number == 0 { 2 } else { 0 };
            }
            self.agency(offices, &name, agency);
        }
        for number in 1..=self.shape.enterprises {
            let Some(parent) = enterprises else { break };
            let branches = if number % 3 == 0 { 3 } else { 0 };
            let agency = Agency {
                name: "",
                trade: Trade::Enterprise,
                branches,
            };
            self.agency(parent, &enterprise_name(number), agency);
        }
    }

    /// The province's agencies, then numbered centres of theirs.
    fn office(number: usize) -> (String, Agency) {
        let agencies = material::agencies("province_agency");
        let agency = agencies[number % agencies.len()];
        let round = number / agencies.len();
        let name = match round {
            0 => agency.name.to_owned(),
            n => format!("Trung tâm số {n} thuộc {} (minh họa)", agency.name),
        };
        (name, agency)
    }

    /// Units named only in the reported figures.
    pub(super) fn external_roots(&mut self) {
        let roots = [
            (
                "Đảng bộ thành phố Cần Thơ",
                "Thành ủy Cần Thơ",
                "Thành phố Cần Thơ",
                UnitKind::ProvincialCommittee,
            ),
            (
                "Đảng bộ thành phố Bến Tre (thuộc tỉnh Bến Tre)",
                "Thành ủy Bến Tre",
                "Thành phố Bến Tre",
                UnitKind::DistrictCommittee,
            ),
            (
                "Đảng bộ thị xã Hương Trà (Thừa Thiên Huế)",
                "Thị ủy Hương Trà",
                "Thị xã Hương Trà",
                UnitKind::DistrictCommittee,
            ),
        ];
        for (name, committee, short, kind) in roots {
            let names = [name, committee, short].map(str::to_owned);
            self.add(Self::unit(
                names,
                kind,
                UnitLevel::External,
                None,
                Trade::Office,
            ));
        }
    }
}

/// An invented enterprise; the name says so.
fn enterprise_name(number: usize) -> String {
    let industries = material::words("industry");
    let industry = industries[number % industries.len()];
    format!("Công ty TNHH {industry} số {number} (minh họa)")
}
