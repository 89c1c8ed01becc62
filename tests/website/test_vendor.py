"""Vendored files are exactly those that vendor.toml names."""

import importlib.util
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "vendor.py"
spec = importlib.util.spec_from_file_location("vendor_script", SCRIPT)
assert spec is not None
assert spec.loader is not None
vendor = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = vendor
spec.loader.exec_module(vendor)


def test_every_vendored_file_is_the_one_named() -> None:
    files = list(vendor.vendored_files())
    assert files
    assert vendor.faults(files) == []


def test_a_changed_missing_or_strange_file_is_told(tmp_path: Path) -> None:
    kept, changed, missing = (
        vendor.VendoredFile("a", "1", name, tmp_path / name, vendor.integrity(b"right"))
        for name in ("kept", "changed", "missing")
    )
    kept.target.write_bytes(b"right")
    changed.target.write_bytes(b"wrong")
    (tmp_path / "stranger").write_bytes(b"")
    told = vendor.faults([kept, changed, missing], tmp_path)
    assert [fault.split(": ")[0].rsplit("/", 1)[-1] for fault in told] == ["changed", "missing", "stranger"]


def test_manifest_holds_no_address() -> None:
    assert "://" not in vendor.MANIFEST.read_text(encoding="utf-8")
