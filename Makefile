# Everything starts here; what the machine lacks is installed first. `make help` lists the targets.
.PHONY: help run build test format packages-build packages-test

help:
	@echo "make run     build and start the shop (the demo, unless BOT_TOKEN is set)"
	@echo "make build   leave the program at build/kram"
	@echo "make test    build with sanitizers and run every test"
	@echo "make format  lay the sources out as clang-format wants them"

run: build
	@scripts/run

build: packages-build
	@scripts/build release kram
	@ln -sf release/src/app/kram build/kram

test: packages-build packages-test
	@scripts/test

format:
	@git ls-files '*.h' '*.cpp' | xargs clang-format-19 -i

packages-build:
	@scripts/install-packages build

packages-test:
	@scripts/install-packages build test
