# make report   装好所需，生成五个样例        make test   装好所需，跑全部检查和测试（两核约 15 分钟）
# make quick    改一处看一次：检查和快的测试   make bench  量快慢和内存
# make clean    删掉虚拟环境和生成的文件
# make faces    装仿宋、楷体、黑体（49 MB）     make docs     重写由程序生成的页面
# make pictures 重拍 docs/ 里的图：终端、报告各页（要 chromium、LibreOffice）
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLES := data/dongxihu-hrss/2020 data/dongxihu-hrss/2021 data/donghu-hrss/2023 data/pingqiao-hrss/2022 data/jianghan-hrss/2022

.PHONY: report test quick bench faces docs pictures clean

report: $(VENV)/.ready
	@set -e; for sample in $(SAMPLES); do echo "== $$sample"; $(BIN)/reportgen build $$sample; done

test: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadgroup

# For the inner loop: last time's failures first, then what is fast. tests/inner_loop.py names the modules that are slow;
# of those only the tests of what differs from the last commit are run.
quick: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadgroup --quick --failed-first

bench: $(VENV)/.ready
	$(BIN)/python scripts/bench.py

faces: $(VENV)/.ready
	$(BIN)/python scripts/faces.py --again

docs: $(VENV)/.ready
	@set -e; for page in $(wildcard scripts/*_page.py) scripts/published_errors.py scripts/reference_document.py; do $(BIN)/python $$page; done

pictures: $(VENV)/.ready
	$(BIN)/python scripts/terminal_pictures.py
	$(BIN)/python scripts/page_pictures.py

clean:
	rm -rf $(VENV) output/*

# The stamps: set-up runs again only when what it installs has changed.
$(VENV)/.ready: pyproject.toml scripts/setup.sh
	PYTHON=$(PYTHON) sh scripts/setup.sh $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check -q -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.ready
	$(BIN)/python -m pip install --disable-pip-version-check -q -e '.[dev]'
	@touch $@
