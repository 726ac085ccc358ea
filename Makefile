# Everything starts here; what the machine lacks is installed first. `make help` lists the targets.
.PHONY: help run build deb check test soak bench tsan fuzz lint format
.PHONY: packages-build packages-deb packages-test packages-bench

help:
	@echo "make run     build and start the shop (the demo, unless BOT_TOKEN is set)"
	@echo "make build   leave the program at build/kram; DASHBOARD=off: without the dashboard and npm"
	@echo "make deb     pack it into a Debian package in build/"
	@echo "make check   check formatting and house rules alone, in seconds"
	@echo "make test    build with sanitizers and run every test"
	@echo "make soak    run simulations, races and fuzzers from fresh seeds, for half an hour"
	@echo "make tsan    run every test with ThreadSanitizer"
	@echo "make fuzz    fuzz each parser of untrusted bytes for a minute"
	@echo "make lint    look for defects with clang-tidy (takes long)"
	@echo "make bench   measure speed and memory, next to a peer or a limit"
	@echo "make format  format the sources with clang-format"

run: build
	@build/kram serve --or-demo

build: packages-build
	@scripts/build release kram
	@ln -sf release/src/app/program/kram build/kram

deb: build packages-deb
	@scripts/deb

check: packages-build packages-test
	@python3 -B tests/tidy

test: packages-build packages-test
	@scripts/test

soak: packages-build packages-test
	@scripts/soak

tsan: packages-build packages-test
	@scripts/test tsan

fuzz: packages-build packages-test
	@scripts/fuzz

lint: packages-build packages-test
	@scripts/lint

bench: packages-build packages-bench
	@scripts/build bench kram kram_bench
	@build/bench/bench/kram_bench --json build/bench/bench.json

format:
	@git ls-files '*.h' '*.cpp' | xargs clang-format-19 -i

packages-build:
	@scripts/install-packages build $(if $(filter off OFF,$(DASHBOARD)),,dashboard)

packages-bench:
	@scripts/install-packages bench

packages-deb:
	@scripts/install-packages deb

packages-test:
	@scripts/install-packages build dashboard test
