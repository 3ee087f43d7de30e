// The commands that look back at fan-ins.

extension CommandSpec {
  static var undo: CommandSpec {
    CommandSpec(
      name: "undo",
      summary: "put the target back to where it was before the last fan-in",
      options: [Option.dryRun.spec],
      description: [
        "Refuses if the target has moved since, or if a file of its worktree that would be "
          + "rewritten has changed."
      ],
      examples: [Example(line: "git fanin undo -n", effect: "Show which fan-in would be taken back.")],
      json: [
        JSONKey(name: "result", meaning: "\"published\" or \"dry-run\"."),
        JSONKey(name: "target", meaning: "The full name of the target's ref."),
        JSONKey(name: "before, after", meaning: "The target's commit before and after."),
        JSONKey(name: "lanes", meaning: "The lanes of the fan-in that was taken back."),
      ])
  }

  static var log: CommandSpec {
    CommandSpec(
      name: "log",
      summary: "list the fan-ins, the newest first",
      options: [Option.maxCount.spec],
      description: [
        "Shows for each fan-in when it was, the target before and after, and its lanes. The record lies "
          + "in refs/fanin/log and can be pushed."
      ],
      examples: [Example(line: "git fanin log -n 1", effect: "The last fan-in.")],
      json: [
        JSONKey(
          name: "fanins",
          meaning:
            "[{kind, id, target, before, after, lanes, gate, ownership, time}], the newest first; kind is \"merge\" "
            + "or \"undo\", ownership tells, a text for each lane, how many paths it changed without owning them "
            + "where fanin.ownership was off, time counts seconds since 1970.")
      ])
  }
}
