// The commands that are about git-fanin itself. `--help` and `--version` are parsed as these.

extension CommandSpec {
  static var help: CommandSpec {
    CommandSpec(
      name: "help",
      summary: "show help for a command, or for all of them",
      operands: .optional("COMMAND", help: "The command to explain."),
      description: [
        "'git fanin --help' is taken by git itself, which opens the manual page; 'git fanin -h' and "
          + "'git fanin help' always work."
      ],
      examples: [Example(line: "git fanin help merge", effect: "The same as 'git fanin merge -h'.")])
  }

  static var version: CommandSpec {
    CommandSpec(
      name: "version",
      summary: "show the version",
      description: ["Shows the version of git-fanin."])
  }

  static var manual: CommandSpec {
    CommandSpec(
      name: "manual",
      summary: "write the manual page, for man(1)",
      description: ["Writes git-fanin(1) to standard output in roff. 'make install' puts it in its place."],
      examples: [
        Example(line: "git fanin manual", effect: "To be piped into 'man -l -', or saved as git-fanin.1.")
      ])
  }

  static var completions: CommandSpec {
    CommandSpec(
      name: "completions",
      summary: "write the completion script of a shell",
      operands: .any("SHELL", help: "bash, zsh or fish. With --word: the words before it."),
      options: [Option.completedWord.spec],
      description: [
        "Writes to standard output what a shell needs to complete 'git fanin' and 'git-fanin': commands, options, "
          + "branches, lanes and files. 'make install' puts it in its place for each of the shells.",
        "By hand it goes, for bash, as git-fanin into the folder of completions of bash-completion; for zsh, as "
          + "_git-fanin into a folder of $fpath; for fish, into ~/.config/fish/conf.d. It asks the program what may "
          + "come next, so it need not be written anew for a new version.",
      ],
      examples: [
        Example(
          line: "git fanin completions bash", effect: "To be saved where bash finds it, or read by 'source'."),
        Example(
          line: "git fanin completions --word ma -- merge --into", effect: "What the scripts ask."),
      ])
  }
}
