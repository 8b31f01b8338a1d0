"""Objects that earlier builds have kept: read when they are used, or known by the system's signature to be whole."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from triptych.printing.products import Object, digest_of
from triptych.printing.store import Store

PAGE = b"<p>A page</p>"
OTHER = b"<p>A p@ge</p>"
LIES = Object(digest_of(PAGE), len(PAGE))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with an object that was kept, used and signed."""
    store = Store(tmp_path / "kept", "stamp")
    store.prepare()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/page").write_bytes(PAGE)
    store.keep(str(tmp_path / "site/page"), LIES.digest)
    store.vouch([LIES])
    signed(store)
    return store


def signed(store: Store) -> None:
    time.sleep(0.1)  # what has just been changed is not signed: the system's clock is no finer
    store.sign()


def object_of(store: Store) -> Path:
    return store.folder / "objects" / LIES.digest[:2] / LIES.digest[2:]


def next_build(store: Store) -> Store:
    return Store(store.folder, store.stamp)


def test_an_object_that_nobody_has_touched_since_it_was_signed_is_not_read_again(store: Store, tmp_path: Path) -> None:
    status = object_of(store).stat()
    assert next_build(store)._untouched(str(object_of(store)), LIES) == status
    assert next_build(store).take(LIES, str(tmp_path / "site/page"))


def unseen(place: Path) -> None:
    status = place.stat()
    place.write_bytes(OTHER)
    os.utime(place, ns=(status.st_atime_ns, status.st_mtime_ns))


def replaced(place: Path) -> None:
    place.unlink()
    place.write_bytes(OTHER)


@pytest.mark.parametrize("spoil", [unseen, replaced])
def test_an_object_that_was_changed_is_not_used(spoil: Callable[[Path], None], store: Store, tmp_path: Path) -> None:
    spoil(object_of(store))
    assert not next_build(store).take(LIES, str(tmp_path / "site/new"))
    assert not (tmp_path / "site/new").exists()
    assert not object_of(store).exists()


def test_what_was_changed_is_not_signed_by_a_build_that_did_not_use_it(store: Store, tmp_path: Path) -> None:
    unseen(object_of(store))
    signed(next_build(store))
    assert not next_build(store).take(LIES, str(tmp_path / "site/new"))


def test_what_was_changed_while_a_build_ran_is_not_signed(store: Store, tmp_path: Path) -> None:
    running = next_build(store)
    assert running.take(LIES, str(tmp_path / "site/new"))
    object_of(store).write_bytes(OTHER)
    signed(running)
    assert not next_build(store).take(LIES, str(tmp_path / "site/newer"))


def test_what_lies_among_the_objects_and_is_none_keeps_none_from_being_signed(store: Store) -> None:
    (store.folder / "objects/.DS_Store").touch()
    again = next_build(store)
    assert again.take(LIES, f"{store.folder}/page")
    signed(again)
    assert next_build(store)._untouched(str(object_of(store)), LIES)


def test_another_toolkits_signatures_say_nothing(store: Store) -> None:
    assert Store(store.folder, "another")._untouched(str(object_of(store)), LIES) is None


def test_signatures_that_are_not_as_they_were_written_say_nothing(store: Store) -> None:
    path = store.folder / "signed"
    whole = path.read_bytes()
    for spoilt in (whole[:-1], b"", whole[:-1] + bytes([whole[-1] ^ 1]), b"\0" * len(whole)):
        path.write_bytes(spoilt)
        assert next_build(store)._untouched(str(object_of(store)), LIES) is None
    path.write_bytes(whole)
    assert next_build(store)._untouched(str(object_of(store)), LIES) is not None
