import zipfile

import pytest
from django.core.management import call_command

from kheo.audit import public as audit
from kheo.core.errors import Refusal
from kheo.documents import public as documents
from kheo.kernel import backup, installation
from kheo.units.models import Unit, UnitVersion
from tests import factories
from tests.factories import NOON


@pytest.fixture
def filled(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    installation.mark("demo", at=NOON)
    commune = factories.commune()
    # A real moment has microseconds; the hash of an event is made over them.
    factories.units.rename(
        commune.division,
        name="Phòng Nội vụ",
        on=factories.TODAY,
        by="system",
        at=NOON.replace(microsecond=604783),
    )
    documents.store("nội dung".encode(), media_type="text/plain", at=NOON)
    return commune


def _empty_database():
    call_command("flush", verbosity=0, interactive=False)
    installation.forget()


@pytest.mark.slow
def test_restore_into_an_empty_database_brings_everything_back(filled, tmp_path, settings):
    names = sorted(UnitVersion.objects.values_list("unit_id", "name"))
    events = audit.verify().events

    made = backup.write(tmp_path / "kheo.zip", at=NOON)
    _empty_database()
    settings.MEDIA_ROOT = tmp_path / "restored"
    restored = backup.restore(tmp_path / "kheo.zip")

    assert restored == made
    assert sorted(UnitVersion.objects.values_list("unit_id", "name")) == names
    assert audit.verify() == audit.Verification(events=events, streams=events, seals=0, faults=())
    assert documents.read(documents.StoredFile.objects.get()).decode() == "nội dung"
    factories.unit("other", "Đơn vị lập sau khi khôi phục")


def test_restore_over_data_is_refused_and_changes_nothing(filled, tmp_path):
    backup.write(tmp_path / "kheo.zip", at=NOON)
    count = Unit.objects.count()

    with pytest.raises(Refusal) as refused:
        backup.restore(tmp_path / "kheo.zip")

    assert refused.value.code == "restore-not-empty"
    assert Unit.objects.count() == count


@pytest.mark.slow
def test_restore_of_a_damaged_file_restores_nothing(filled, tmp_path):
    backup.write(tmp_path / "kheo.zip", at=NOON)
    with zipfile.ZipFile(tmp_path / "kheo.zip") as good, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in good.namelist():
            data = good.read(name)
            bad.writestr(name, data[: len(data) // 2] if "unitversion" in name else data)
    _empty_database()

    with pytest.raises(Refusal) as refused:
        backup.restore(tmp_path / "bad.zip")

    assert refused.value.code == "restore-damaged"
    assert Unit.objects.count() == 0


@pytest.mark.django_db
def test_restore_of_a_file_that_is_no_backup_is_refused(tmp_path):
    (tmp_path / "anh.zip").write_bytes(b"khong phai tep sao luu")

    with pytest.raises(Refusal) as refused:
        backup.restore(tmp_path / "anh.zip")

    assert refused.value.code == "restore-damaged"


@pytest.mark.django_db
def test_restore_of_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(Refusal, match="Không có tệp"):
        backup.restore(tmp_path / "anh.zip")


@pytest.mark.django_db
def test_backup_to_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refusal) as refused:
        backup.write(tmp_path / "khong-co" / "kheo.zip", at=NOON)

    assert refused.value.code == "backup-not-written"
