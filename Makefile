# The commands of the README. Everything goes through the Swift package manager.

SWIFT ?= swift
PREFIX ?= /usr/local
STRICT = -Xswiftc -warnings-as-errors
RELEASE = -c release --static-swift-stdlib
# Nothing is left to load when the program starts; FANIN_STANDALONE=0 links the system's libraries as usual.
export FANIN_STANDALONE ?= 1
# Where things go that a shell or man looks for.
SHARE = $(DESTDIR)$(PREFIX)/share
BASH_SCRIPT = $(SHARE)/bash-completion/completions/git-fanin
ZSH_SCRIPT = $(SHARE)/zsh/site-functions/_git-fanin
FISH_SCRIPT = $(SHARE)/fish/vendor_conf.d/git-fanin.fish
BINARY = $(shell $(SWIFT) build $(RELEASE) --show-bin-path)/git-fanin

.PHONY: all build demo test bench install uninstall format lint dependencies clean

all: build

dependencies:
	@sh .ci/dependencies

build: dependencies
	$(SWIFT) build $(RELEASE) --product git-fanin

# Builds and shows a whole fan-in on a repository made for it.
demo: build
	@sh fixtures/demo/run.sh "$(BINARY)"

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

# Format, warnings as errors, and all tests.
test: dependencies lint
	$(SWIFT) build --build-tests $(STRICT)
	$(SWIFT) test --skip-build --disable-xctest

# Measures beside git, in the same run.
bench: build
	$(SWIFT) build $(RELEASE) --product fanin-bench
	@"$$($(SWIFT) build $(RELEASE) --show-bin-path)/fanin-bench" "$(BINARY)"

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(SHARE)/man/man1" "$(dir $(BASH_SCRIPT))" "$(dir $(ZSH_SCRIPT))" "$(dir $(FISH_SCRIPT))"
	install -m 755 "$(BINARY)" "$(DESTDIR)$(PREFIX)/bin/git-fanin"
	"$(BINARY)" manual > "$(SHARE)/man/man1/git-fanin.1"
	"$(BINARY)" completions bash > "$(BASH_SCRIPT)"
	"$(BINARY)" completions zsh > "$(ZSH_SCRIPT)"
	"$(BINARY)" completions fish > "$(FISH_SCRIPT)"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/git-fanin" "$(SHARE)/man/man1/git-fanin.1" \
	  "$(BASH_SCRIPT)" "$(ZSH_SCRIPT)" "$(FISH_SCRIPT)"

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

clean:
	$(SWIFT) package clean
