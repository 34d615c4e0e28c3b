//! Positions (chức vụ) that fit a unit and a position group.

use super::material::Trade;
use super::seed::Rng;
use super::tree::Unit;
use lamtheo_domain::roll::PositionGroup;
use lamtheo_domain::unit::{UnitKind, UnitLevel};

/// The position group of the `order`-th person of a unit; the first is its head.
pub fn group(unit: &Unit, order: usize, size: usize) -> PositionGroup {
    if unit.kind.is_branch() {
        return match order {
            0 => PositionGroup::Head,
            1 if size >= 3 => PositionGroup::CommitteeMember,
            2 if size >= 9 => PositionGroup::CommitteeMember,
            _ => PositionGroup::None,
        };
    }
    if unit.level == UnitLevel::External {
        return match order {
            0 => PositionGroup::Head,
            1 => PositionGroup::KeyCadre,
            _ => PositionGroup::None,
        };
    }
    match order {
        0 => PositionGroup::Head,
        1 | 2 => PositionGroup::StandingCommittee,
        3 | 4 => PositionGroup::CommitteeMember,
        5 => PositionGroup::KeyCadre,
        _ => PositionGroup::None,
    }
}

/// The words of a position.
pub fn title(unit: &Unit, group: PositionGroup, order: usize, rng: &mut Rng) -> String {
    match unit.kind {
        UnitKind::Branch | UnitKind::GrassrootsBranch => in_branch(unit, group, order, rng),
        UnitKind::MassOrganization => in_mass(unit, group),
        _ => in_committee(unit, group, order, rng),
    }
}

fn in_branch(unit: &Unit, group: PositionGroup, order: usize, rng: &mut Rng) -> String {
    match (group, order) {
        (PositionGroup::Head, _) => "Bí thư Chi bộ",
        (PositionGroup::CommitteeMember, 1) => "Phó Bí thư Chi bộ",
        (PositionGroup::CommitteeMember, _) => "Chi ủy viên",
        _ => worker(unit.trade, rng),
    }
    .to_owned()
}

fn worker(trade: Trade, rng: &mut Rng) -> &'static str {
    let titles: &[&'static str] = match trade {
        Trade::Village => &[
            "Đảng viên",
            "Đảng viên",
            "Đảng viên",
            "Trưởng thôn",
            "Đảng viên nghỉ hưu",
        ],
        Trade::Street => &["Đảng viên", "Đảng viên nghỉ hưu", "Tổ trưởng tổ dân phố"],
        Trade::School => &[
            "Giáo viên",
            "Giáo viên",
            "Nhân viên",
            "Tổ trưởng chuyên môn",
        ],
        Trade::Health => &["Bác sĩ", "Điều dưỡng", "Y sĩ", "Dược sĩ"],
        Trade::Office => &["Chuyên viên", "Công chức", "Kế toán", "Văn thư"],
        Trade::Lecturer => &["Giảng viên", "Chuyên viên"],
        Trade::Forest => &["Kiểm lâm viên", "Kiểm lâm địa bàn"],
        Trade::Enterprise => &[
            "Công nhân",
            "Tổ trưởng sản xuất",
            "Kỹ thuật viên",
            "Nhân viên",
        ],
        Trade::Mass => &["Cán bộ chuyên trách", "Chi hội trưởng", "Hội viên nòng cốt"],
    };
    let title: &&str = rng.pick(titles);
    title
}

fn in_mass(unit: &Unit, group: PositionGroup) -> String {
    let youth = unit.name.starts_with("Đoàn");
    match group {
        PositionGroup::Head if youth => "Bí thư",
        PositionGroup::Head => "Chủ tịch",
        PositionGroup::KeyCadre if youth => "Phó Bí thư",
        PositionGroup::KeyCadre => "Phó Chủ tịch",
        _ => "Cán bộ chuyên trách",
    }
    .to_owned()
}

fn in_committee(unit: &Unit, group: PositionGroup, order: usize, rng: &mut Rng) -> String {
    let committee = unit
        .committee_name
        .split(' ')
        .take(2)
        .collect::<Vec<_>>()
        .join(" ");
    let leads = match unit.level {
        UnitLevel::Province => "Chủ tịch UBND tỉnh",
        UnitLevel::District if unit.kind == UnitKind::DistrictCommittee => "Chủ tịch UBND",
        UnitLevel::Grassroots if unit.code.is_some() => "Chủ tịch UBND",
        _ => "thủ trưởng đơn vị",
    };
    match (group, order) {
        (PositionGroup::Head, _) => format!("Bí thư {committee}"),
        (PositionGroup::StandingCommittee, 1) => format!("Phó Bí thư Thường trực {committee}"),
        (PositionGroup::StandingCommittee, _) => format!("Phó Bí thư {committee}, {leads}"),
        (PositionGroup::CommitteeMember, 3) => {
            format!("{committee} viên, Chủ nhiệm Ủy ban Kiểm tra")
        }
        (PositionGroup::CommitteeMember, _) => format!("{committee} viên"),
        (PositionGroup::KeyCadre, _) => "Chánh Văn phòng cấp ủy".to_owned(),
        (PositionGroup::None, _) if unit.code.is_some() && unit.level == UnitLevel::Grassroots => {
            (*rng.pick(&[
                "Công chức Văn phòng - Thống kê",
                "Công chức Tư pháp - Hộ tịch",
                "Công chức Địa chính - Xây dựng",
                "Công chức Tài chính - Kế toán",
            ]))
            .to_owned()
        }
        (PositionGroup::None, _) => (*rng.pick(&[
            "Chuyên viên Văn phòng cấp ủy",
            "Cán bộ Ban Tuyên giáo",
            "Nhân viên",
        ]))
        .to_owned(),
    }
}
