# Everything starts here; what the machine lacks is installed first. `make help` lists the targets.
.PHONY: help run build deb check test soak bench tsan fuzz lint format
.PHONY: packages-build packages-deb packages-test packages-bench

help:
	@echo "make run     build and start the shop (the demo, unless BOT_TOKEN is set)"
	@echo "make build   leave the program at build/kram"
	@echo "make deb     pack it into a Debian package in build/"
	@echo "make check   look at layout and house rules alone, in seconds"
	@echo "make test    build with sanitizers and run every test"
	@echo "make soak    try the same from fresh seeds, for half an hour"
	@echo "make tsan    the same with ThreadSanitizer in place of the others"
	@echo "make fuzz    feed what reads foreign bytes with damaged ones, a minute each"
	@echo "make lint    look for defects with clang-tidy (takes long)"
	@echo "make bench   measure, and hold what has a peer or a limit against it in the same run"
	@echo "make format  lay the sources out as clang-format wants them"

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
	@scripts/install-packages build

packages-bench:
	@scripts/install-packages bench

packages-deb:
	@scripts/install-packages deb

packages-test:
	@scripts/install-packages build test
