//! Where uploaded files lie, and their bounds.

use super::sources::Reader;
use lamtheo_api::FileSettings;
use std::path::Path;

/// Reads the bounds; the files lie in the data folder.
pub(super) fn read(reader: &mut Reader<'_>, data_dir: &Path) -> FileSettings {
    let usual = FileSettings::over(data_dir.join("files"));
    FileSettings {
        most_bytes: reader.within("file_mib", 1..=100, usual.most_bytes >> 20) << 20,
        most_per_record: reader.within("files_per_record", 1..=100, usual.most_per_record),
        unit_quota: reader.within("files_unit_mib", 1..=1_000_000, usual.unit_quota >> 20) << 20,
        unattached_days: reader.within("files_unattached_days", 1..=365, usual.unattached_days),
        folder: usual.folder,
    }
}
