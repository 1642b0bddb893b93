from pathlib import Path

from directory.services.pack_files import pack_files


def test_a_file_stands_beside_its_compressed_forms(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "site.css").write_text("a { color: red }\n" * 100)
    (source / "small.css").write_text("a")

    packed = pack_files(source, tmp_path / "packed")

    names = sorted(path.name for path in packed.iterdir())
    assert names == ["site.css", "site.css.br", "site.css.gz", "small.css"]
    assert (packed / "site.css").read_text() == (source / "site.css").read_text()


def test_what_left_the_source_leaves_the_packed_files(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    old = source / "old.css"
    old.write_text("a")
    pack_files(source, tmp_path / "packed")

    old.unlink()

    assert list(pack_files(source, tmp_path / "packed").iterdir()) == []
