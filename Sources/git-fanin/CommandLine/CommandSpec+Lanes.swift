// The commands that make lanes, show them and take them away.

extension CommandSpec {
  static var start: CommandSpec {
    CommandSpec(
      name: "start",
      summary: "give each lane a branch and a worktree of its own",
      options: [Option.lane.spec, Option.from.spec],
      description: [
        "Makes for each lane the branch lane/NAME at the target's tip and a worktree in "
          + "../REPO.lanes/NAME, and notes the paths that the lane owns.",
        "Nothing is made if one of the lanes cannot be.",
      ],
      examples: [
        Example(
          line: "git fanin start --lane api='src/api/**' --lane web='src/web/**,assets/**'",
          effect: "Two lanes that start at the current branch, each with its paths."),
        Example(
          line: "git fanin start --from release/2 --lane fix-login",
          effect: "A lane that starts at release/2 and later fans in to it."),
      ],
      json: [
        JSONKey(name: "target", meaning: "{ref, commit}: where the lanes start and later fan in to."),
        JSONKey(name: "lanes", meaning: "[{name, ref, commit, worktree, dirty, changed}]: what was made."),
      ])
  }

  static var status: CommandSpec {
    CommandSpec(
      name: "status",
      summary: "show the lanes: commits, changed files, clashes",
      operands: .any("LANE", help: "The lanes to show. Default: all."),
      description: [
        "Shows for each lane its branch, how far it is ahead of the target and behind it, its "
          + "uncommitted files, changes outside the paths it owns, and the lanes it clashes with."
      ],
      examples: [Example(line: "git fanin status", effect: "All lanes of this repository.")],
      json: [
        JSONKey(name: "target", meaning: "{ref, commit}: the branch that the lanes fan in to."),
        JSONKey(
          name: "lanes",
          meaning:
            "[{name, ref, commit, worktree, dirty, changed, ahead, behind, owns, foreign, open, merged, "
            + "operation}]; foreign are changed paths that the lane does not own, open counts clashes."),
      ])
  }

  static var finish: CommandSpec {
    CommandSpec(
      name: "finish",
      summary: "remove lanes that are merged, if nothing would be lost",
      operands: .some("LANE", or: "all", help: "The lanes to remove."),
      options: [Option.all.spec, Option.discardIgnored.spec],
      description: [
        "Removes the worktree and the branch of each lane. Refuses, with the reason and the command "
          + "that would bring the lane back, wherever a commit, an uncommitted, an untracked or an "
          + "ignored file would be lost."
      ],
      examples: [
        Example(line: "git fanin finish api web", effect: "Remove two lanes."),
        Example(
          line: "git fanin finish --all --discard-ignored",
          effect: "Remove all merged lanes, with their ignored files."),
      ],
      json: [
        JSONKey(name: "removed", meaning: "[{name, commit, worktree}]: the lanes that are gone."),
        JSONKey(name: "kept", meaning: "[{name, reason, hint}]: those that stay, and what to do about it."),
      ])
  }
}
