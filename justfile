# The daily commands of CONTRIBUTING.md. `just` alone lists them.

set positional-arguments

export NO_MKDOCS_2_WARNING := "1" # an advertisement of the theme in every build

[private]
list:
    @{{ quote(just_executable()) }} --list --unsorted

# the fast tests; arguments go to pytest: just test -k walk
test *args:
    .venv/bin/python -m pytest -q -n auto "$@"

# everything that CI runs
all:
    bash .ci/run

# linter and formatter; just lint --fix repairs
lint *args:
    .venv/bin/ruff check "$@" .
    .venv/bin/ruff format {{ if args == "--fix" { "" } else { "--check" } }} .

# mypy, strict
types:
    .venv/bin/mypy

# the site, with every link checked, in site/
docs:
    test -x .venv/bin/mkdocs || .venv/bin/pip install -q -e '.[docs]'
    .venv/bin/mkdocs build --strict

# start-up and answer times, as multiples of `python -c pass`; takes a number of rounds
bench *args:
    .venv/bin/python bench/speed.py "$@"
