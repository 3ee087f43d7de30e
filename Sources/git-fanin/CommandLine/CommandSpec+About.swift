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
}
