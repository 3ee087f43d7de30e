/// The one list of commands. A new command is a `CommandSpec` and a place in this list.
///
/// Parsing, help, the manual page, completions and the suggestions in error messages are made from it.
struct CommandTable: Sendable {
  /// Commands that help shows under one heading.
  struct Group: Sendable {
    let title: String
    let commands: [CommandSpec]
  }

  let groups: [Group]
  /// The options that every command takes, before or after its name.
  let globalOptions: [OptionSpec]

  /// The commands of git-fanin in the order of the work.
  static var standard: CommandTable {
    CommandTable(
      groups: [
        Group(title: "Give each agent a lane of its own", commands: [.start, .status]),
        Group(title: "See clashes and fan in", commands: [.check, .merge, .resolve, .renumber]),
        Group(title: "Look back and clean up", commands: [.undo, .log, .explain, .finish]),
        Group(title: "Let git ask by itself", commands: [.install, .uninstall, .hook, .mergeFile]),
        Group(title: "About git-fanin", commands: [.help, .version, .manual, .completions]),
      ],
      globalOptions: [
        Option.directory.spec, Option.json.spec, Option.color.spec, Option.quiet.spec,
        Option.verbose.spec, Option.help.spec, Option.version.spec,
      ])
  }

  var commands: [CommandSpec] { groups.flatMap(\.commands) }

  func command(named name: String) -> CommandSpec? {
    commands.first { $0.name == name }
  }
}
