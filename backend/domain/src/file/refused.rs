//! Every "no" to a file, each with its own code and sentence.

use crate::kernel::{FieldError, Refusal};

/// Where the file stands in the request.
const FILE: &str = "/file";

fn no(code: &'static str, message: &str) -> Refusal {
    Refusal::invalid(code, "Không nhận được tệp này")
        .detail(message)
        .field(FieldError::new(FILE, code, message))
}

/// The ending of the name is not on the list.
pub fn type_not_allowed() -> Refusal {
    no(
        "file_type_not_allowed",
        "Chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx) và ảnh JPEG, PNG, WebP",
    )
}

/// A program, whatever its name.
pub fn program() -> Refusal {
    no(
        "file_is_program",
        "Tệp này là chương trình chạy trên máy tính nên không được nhận, dù mang tên khác",
    )
}

/// An SVG, which may carry scripts.
pub fn svg() -> Refusal {
    no(
        "file_is_svg",
        "Không nhận ảnh SVG vì có thể chứa mã lệnh; hãy chuyển sang PNG hoặc JPEG",
    )
}

/// A web page.
pub fn html() -> Refusal {
    no(
        "file_is_html",
        "Không nhận trang web (HTML) vì có thể chứa mã lệnh; hãy in ra PDF",
    )
}

/// The content is something else than the name says.
pub fn content_mismatch() -> Refusal {
    no(
        "file_content_mismatch",
        "Nội dung tệp không đúng với phần mở rộng của tên tệp",
    )
}

/// Nothing in it.
pub fn empty() -> Refusal {
    no("file_empty", "Tệp không có nội dung")
}

/// No file in the request.
pub fn missing() -> Refusal {
    no("file_required", "Chưa chọn tệp để tải lên")
}

/// More than one file in the request.
pub fn several() -> Refusal {
    no("one_file_only", "Mỗi lần chỉ tải lên một tệp")
}

/// More bytes than a file may have.
pub fn too_large(most: u64) -> Refusal {
    let mib = most >> 20;
    no(
        "file_too_large",
        &format!("Tệp lớn quá {mib} MiB; hãy giảm dung lượng rồi tải lại"),
    )
}

/// More picture points than an image may have.
pub fn too_many_pixels() -> Refusal {
    no(
        "image_too_many_pixels",
        "Ảnh có hơn 40 triệu điểm ảnh; hãy thu nhỏ rồi tải lại",
    )
}

/// An image that cannot be drawn.
pub fn broken_image() -> Refusal {
    no("image_broken", "Ảnh bị hỏng, không đọc được")
}

/// A PDF without its end.
pub fn broken_pdf() -> Refusal {
    no("pdf_broken", "Tệp PDF bị hỏng hoặc chưa tải xong")
}

/// A PDF that starts scripts or programs.
pub fn active_pdf() -> Refusal {
    no(
        "pdf_active_content",
        "Tệp PDF có mã lệnh hoặc lệnh mở chương trình; hãy in lại thành PDF mới rồi tải lên",
    )
}

/// A package that is no Word document.
pub fn not_a_word_document() -> Refusal {
    no(
        "file_not_a_word_document",
        "Tệp mang tên .docx nhưng không phải là văn bản Word, hoặc đã bị hỏng",
    )
}

/// A package that is no workbook.
pub fn not_a_workbook() -> Refusal {
    no(
        "file_not_a_workbook",
        "Tệp mang tên .xlsx nhưng không phải là bảng tính Excel, hoặc đã bị hỏng",
    )
}

/// Macros, whatever the name.
pub fn macros() -> Refusal {
    no(
        "file_macros_refused",
        "Không nhận tệp Word, Excel có macro; hãy lưu lại ở dạng không có macro",
    )
}

/// A package that unpacks to more than it may.
pub fn unpacks_too_large() -> Refusal {
    no(
        "file_unpacks_too_large",
        "Tệp khi giải nén lớn quá mức hoặc có quá nhiều thành phần",
    )
}

/// A mark of state secrets in the name or the headings.
pub fn marked_secret() -> Refusal {
    no(
        crate::registration::SECRET_MARK_CODE,
        "Tệp mang dấu độ mật. Hệ thống không lưu giữ bí mật nhà nước; không tải tệp này lên",
    )
}

/// The unit's files take all the room it has.
pub fn quota(most: u64) -> Refusal {
    let mib = most >> 20;
    no(
        "unit_quota_exceeded",
        &format!("Các tệp của đơn vị đã dùng hết {mib} MiB được phép; hãy xóa bớt tệp chưa dùng"),
    )
}

/// A file that is not the caller's to attach.
pub fn unknown_file(pointer: impl Into<String>) -> FieldError {
    FieldError::new(
        pointer,
        "unknown_file",
        "Không có tệp minh chứng này, hoặc tệp không do đồng chí tải lên",
    )
}

/// More files on a record than it may have.
pub fn too_many(pointer: impl Into<String>, most: usize) -> FieldError {
    FieldError::new(
        pointer,
        "too_many_files",
        format!("Mỗi hồ sơ có nhiều nhất {most} tệp minh chứng"),
    )
}

/// What was decided on keeps its evidence.
pub fn evidence_kept() -> Refusal {
    Refusal::conflict(
        "evidence_kept",
        "Minh chứng của kết quả đã có ý kiến hoặc đã được xác nhận thì không gỡ được",
    )
}

/// The record takes no evidence in its state.
pub fn evidence_closed(state: &str) -> Refusal {
    Refusal::conflict(
        "illegal_transition",
        "Không thực hiện được ở trạng thái hiện tại",
    )
    .detail(format!(
        "Hồ sơ đang ở trạng thái “{state}” nên không thêm, gỡ minh chứng được."
    ))
}

/// A file that hangs on a record is not taken away.
pub fn attached() -> Refusal {
    Refusal::conflict(
        "file_attached",
        "Tệp đang là minh chứng của một hồ sơ nên không xóa được; hãy gỡ minh chứng trước",
    )
}
