//! Communes with their chi bộ.

use super::{Builder, CHAIN_COMMUNE, UnitIx};
use crate::demo::material::{self, Commune, District, Trade};
use crate::demo::seed::day;
use crate::demo::targets::share;
use lamtheo_domain::unit::{UnitKind, UnitLevel};

impl Builder {
    pub(super) fn communes(
        &mut self,
        parent: UnitIx,
        district: &District,
    ) -> Vec<(UnitIx, Commune)> {
        let mut here: Vec<Commune> = material::communes()
            .into_iter()
            .filter(|c| c.district_code == district.code)
            .collect();
        // The chain's commune comes first so that a small demonstration has it.
        here.sort_by_key(|c| c.code != CHAIN_COMMUNE);
        here.truncate(self.shape.communes_per_district);
        here.into_iter()
            .map(|commune| {
                let place = format!("{} {}", commune.kind, commune.name);
                let mut short = place.clone();
                if let Some(first) = short.get(..1) {
                    short = format!("{}{}", first.to_uppercase(), &place[1..]);
                }
                let names = [
                    format!("Đảng bộ {place}"),
                    format!("Đảng ủy {place}"),
                    short,
                ];
                let trade = if commune.kind == "phường" {
                    Trade::Street
                } else {
                    Trade::Village
                };
                let mut unit = Self::unit(
                    names,
                    UnitKind::GrassrootsCommittee,
                    UnitLevel::Grassroots,
                    Some(parent),
                    trade,
                );
                unit.code = Some(commune.code);
                (self.add(unit), commune)
            })
            .collect()
    }

    /// Chi bộ of the communes so that the tree has `missing` more units, and the
    /// chain's commune and branch.
    pub(super) fn commune_branches(
        &mut self,
        communes: &[(UnitIx, Commune)],
        missing: usize,
    ) -> (UnitIx, UnitIx) {
        let mut place_mass = Vec::new();
        let bodies = material::words("mass");
        for (order, (ix, commune)) in communes.iter().enumerate() {
            place_mass.push((*ix, bodies[0], format!("{} {}", commune.kind, commune.name)));
            if self.rng.chance(self.shape.commune_mass_per_mille) {
                place_mass.push((
                    *ix,
                    bodies[1 + order % 4],
                    format!("{} {}", commune.kind, commune.name),
                ));
            }
        }
        let bodies = place_mass.len();
        for (ix, body, place) in place_mass {
            self.mass(ix, body, &place);
        }
        let weights: Vec<f64> = communes
            .iter()
            .map(|(_, c)| {
                if c.code == CHAIN_COMMUNE {
                    1.5
                } else {
                    0.75 + self.rng.unit() / 2.0
                }
            })
            .collect();
        let counts = share(missing.saturating_sub(bodies), &weights, 2);
        let mut chain = (0, 0);
        for ((ix, commune), count) in communes.iter().zip(counts) {
            let first = self.units.len();
            self.branches_of(*ix, commune, count);
            if commune.code == CHAIN_COMMUNE {
                chain = (*ix, first);
            }
        }
        chain
    }

    pub(super) fn branches_of(&mut self, parent: UnitIx, commune: &Commune, count: usize) {
        let place = format!("{} {}", commune.kind, commune.name);
        let offices = [
            (
                format!("Trường Trung học cơ sở {}", commune.name),
                Trade::School,
            ),
            (format!("Trạm Y tế {place}"), Trade::Health),
            (format!("Trường Tiểu học {}", commune.name), Trade::School),
            (format!("Trường Mầm non {}", commune.name), Trade::School),
            (format!("Cơ quan {place}"), Trade::Office),
        ];
        let fixed = if count >= 8 { offices.len() } else { count / 3 };
        let mut villages = material::words("village");
        self.rng.shuffle(&mut villages);
        for number in 0..count - fixed {
            let town = commune.kind != "xã";
            let (village, trade) = match villages.get(number) {
                Some(name) if !town => (format!("thôn {name}"), Trade::Village),
                _ => (format!("tổ dân phố số {}", number + 1), Trade::Street),
            };
            let ix = self.branch(parent, &village, trade);
            if self.rng.chance(30) {
                let old = villages.last().copied().unwrap_or_default();
                self.units[ix].former_name =
                    Some((format!("Chi bộ thôn {old} (tên cũ)"), day(2020, 1, 1)));
            }
            self.units[ix].village = Some(village);
        }
        for (name, trade) in &offices[..fixed] {
            self.branch(parent, name, *trade);
        }
    }

    /// Four enterprises' organisations that a district handed to the province's
    /// committee of enterprises on 1 January 2022: the tree of 2021 differs.
    pub(super) fn moved_enterprises(&mut self, district: UnitIx) {
        let moved: Vec<UnitIx> = (0..self.units.len())
            .filter(|ix| {
                let unit = &self.units[*ix];
                unit.trade == Trade::Enterprise && unit.kind == UnitKind::GrassrootsBranch
            })
            .take(4)
            .collect();
        for ix in moved {
            self.units[ix].former_parent = Some((district, day(2022, 1, 1)));
        }
    }
}
