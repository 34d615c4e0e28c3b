//! The definition of every measure.

use super::{About, Attribute, Measure};

/// Version of the definitions below; goes up whenever one of them changes.
pub const DEFINITION_VERSION: &str = "2";

/// What a measure yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureKind {
    /// An integer.
    Count,
    /// A percentage with numerator and denominator.
    Rate,
}

impl MeasureKind {
    /// The word in the catalogue.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Rate => "rate",
        }
    }
}

impl Measure {
    /// Count or rate.
    pub const fn kind(self) -> MeasureKind {
        match self {
            Self::Coverage
            | Self::CompletionRateDeclared
            | Self::CompletionRateVerified
            | Self::IssuesCompletionRate
            | Self::IssuesCompletionRateDeclared
            | Self::IssuesOnTimeRate => MeasureKind::Rate,
            _ => MeasureKind::Count,
        }
    }

    /// Code of its unit of measure (list `unit_of_measure`).
    pub const fn unit_of_measure(self) -> &'static str {
        match self {
            Self::Subjects => "subjects",
            Self::Registered | Self::CompletedDeclared | Self::CompletedVerified => "pledges",
            Self::IssuesRegistered
            | Self::IssuesResolvedDeclared
            | Self::IssuesConfirmed
            | Self::IssuesOverdue => "issues",
            Self::Coverage
            | Self::CompletionRateDeclared
            | Self::CompletionRateVerified
            | Self::IssuesCompletionRate
            | Self::IssuesCompletionRateDeclared
            | Self::IssuesOnTimeRate => "percent",
        }
    }

    /// What it is counted from.
    pub const fn about(self) -> About {
        match self {
            Self::Subjects | Self::Coverage => About::Registrations,
            Self::Registered
            | Self::CompletedDeclared
            | Self::CompletedVerified
            | Self::CompletionRateDeclared
            | Self::CompletionRateVerified => About::Pledges,
            Self::IssuesRegistered
            | Self::IssuesResolvedDeclared
            | Self::IssuesConfirmed
            | Self::IssuesOverdue
            | Self::IssuesCompletionRate
            | Self::IssuesCompletionRateDeclared
            | Self::IssuesOnTimeRate => About::Issues,
        }
    }

    /// The attributes it can be split by.
    pub const fn attributes(self) -> &'static [Attribute] {
        use Attribute::{
            Field, Kind, Membership, Month, PositionGroup, RegisteringLevel, Status, SubjectKind,
        };
        match (self, self.about()) {
            (Self::Coverage, _) => &[SubjectKind, Membership, PositionGroup],
            (_, About::Registrations) => &[SubjectKind, Membership, PositionGroup, Status],
            (_, About::Pledges) => &[SubjectKind, Membership, PositionGroup, Field, Status],
            (_, About::Issues) => &[RegisteringLevel, Kind, Field, Status, Month],
        }
    }

    /// Its Vietnamese name.
    pub fn label(self) -> &'static str {
        crate::labels::label("measure", self.as_str())
    }

    /// Its definition in Vietnamese.
    pub const fn definition(self) -> &'static str {
        match self {
            Self::Subjects => {
                "Số tập thể, cá nhân khác nhau có bản đăng ký đã được thông qua (hoặc đã khép cuối năm) trong khoảng năm; một chủ thể đăng ký nhiều năm chỉ tính một lần, nên không cộng được qua các năm."
            }
            Self::Coverage => {
                "Số chủ thể phải đăng ký đã có bản đăng ký được thông qua, chia cho số chủ thể phải đăng ký tại ngày chốt (31/12 của năm, hoặc ngày hôm nay khi năm chưa kết thúc). Phải đăng ký: đảng viên trong danh sách, không thuộc diện miễn; tập thể là tổ chức đảng quản lý theo hồ sơ. Nhiều năm thì cộng tử số, cộng mẫu số."
            }
            Self::Registered => {
                "Số việc làm theo của các bản đăng ký đã được thông qua (hoặc đã khép cuối năm); không tính việc thôi thực hiện trước khi mở thời gian báo cáo."
            }
            Self::CompletedDeclared => {
                "Số việc đã đăng ký mà chủ thể tự báo cáo là hoàn thành, đang chờ hoặc đã được xác nhận; báo cáo bị đề nghị bổ sung không tính."
            }
            Self::CompletedVerified => {
                "Số việc đã đăng ký được chi bộ hoặc cấp trên xác nhận là hoàn thành; hoàn thành một phần không tính."
            }
            Self::CompletionRateDeclared => {
                "Số việc tự báo cáo hoàn thành chia cho số việc đã đăng ký của cùng năm."
            }
            Self::CompletionRateVerified => {
                "Số việc được xác nhận hoàn thành chia cho số việc đã đăng ký của cùng năm; việc chưa báo cáo vẫn ở mẫu số."
            }
            Self::IssuesRegistered => {
                "Số vấn đề, vụ việc bức xúc, nổi cộm, hạn chế, yếu kém, mới phát sinh được đưa vào danh mục trong năm; không gồm nội dung đột phá, trọng tâm (trừ khi chọn rõ loại), vấn đề chuyển từ năm trước sang và vấn đề đưa ra khỏi danh mục trước thời hạn."
            }
            Self::IssuesResolvedDeclared => {
                "Số vấn đề đã đăng ký mà đơn vị chủ trì báo cáo đã giải quyết xong, đang chờ hoặc đã được cấp trên xác nhận."
            }
            Self::IssuesConfirmed => {
                "Số vấn đề đã đăng ký được cấp trên xác nhận đã giải quyết xong."
            }
            Self::IssuesOverdue => {
                "Số vấn đề đã đăng ký chưa được xác nhận giải quyết xong mà ngày cuối của thời hạn đã qua tính đến hôm nay; thời hạn rơi vào ngày nghỉ thì tính đến ngày làm việc tiếp theo."
            }
            Self::IssuesCompletionRate => {
                "Số vấn đề được xác nhận đã giải quyết xong chia cho số vấn đề đã đăng ký của năm đó; vấn đề chuyển tiếp hoặc đưa ra khỏi danh mục sau thời hạn vẫn ở mẫu số."
            }
            Self::IssuesCompletionRateDeclared => {
                "Số vấn đề báo cáo đã giải quyết xong (đang chờ hoặc đã được xác nhận) chia cho số vấn đề đã đăng ký của năm đó."
            }
            Self::IssuesOnTimeRate => {
                "Số vấn đề được xác nhận trong thời hạn chia cho tổng số vấn đề đã xác nhận và số vấn đề quá hạn chưa xác nhận (kể cả vấn đề quá hạn đã chuyển tiếp sang năm sau): vấn đề để quá hạn làm giảm tỷ lệ."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels;

    #[test]
    fn every_measure_has_its_words() {
        for &measure in Measure::ALL {
            assert!(labels::has("measure", measure.as_str()));
            assert!(labels::has("unit_of_measure", measure.unit_of_measure()));
            assert_eq!(
                measure.kind() == MeasureKind::Rate,
                measure.unit_of_measure() == "percent"
            );
            for &attribute in measure.attributes() {
                assert!(labels::has("dimension", attribute.as_str()));
                assert!(labels::list(attribute.list(measure.about())).is_some());
            }
        }
    }
}
