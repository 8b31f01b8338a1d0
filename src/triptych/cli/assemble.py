"""`triptych assemble`."""

from pathlib import Path

import click

from triptych.cli.telling import FINDINGS, tell, told
from triptych.commands.assemble import PATIENCE, AssembleRequest
from triptych.commands.assemble import assemble as assemble_site
from triptych.commands.strict import StrictError


@click.command()
@click.argument("parts", metavar="PART…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-d",
    "--site-dir",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="Where the site goes.",
)
@click.option("--strict", is_flag=True, help="Audit the site; the previous one stays where it has flaws.")
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=PATIENCE,
    help="Seconds to wait for another build of the same folder.  [default: 600]",
)
def assemble(*, parts: tuple[Path, ...], site_dir: Path, strict: bool, wait: float) -> None:
    """Join parts of a site that were built apart.

    Each PART is the folder of a build of some languages: triptych build --language nl -d part-nl. Together they are
    what one build gives. The sources need not be there; parts of other sources, settings or versions than the first
    one's are refused.
    """
    with told():
        try:
            report = assemble_site(AssembleRequest(parts, site_dir, strict, patience=wait), click.echo)
        except StrictError as error:
            tell(error.findings)
            raise SystemExit(FINDINGS) from error
    names = ", ".join(report.languages)
    count = f"{len(parts)} parts" if len(parts) > 1 else "one part"
    click.echo(f"Assembled {names} from {count}: {report.files} files in {site_dir}, {report.seconds:.1f} s.")
