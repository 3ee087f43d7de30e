// The commands that find clashes, settle them and merge.

extension CommandSpec {
  private static var branches: OperandSpec {
    .any(
      "BRANCH",
      help: "Branches, remote-tracking branches or globs such as 'lane/*'. Default: all lanes, or "
        + "else the branch of every linked worktree.")
  }

  static var check: CommandSpec {
    CommandSpec(
      name: "check",
      summary: "say which branches clash, and what fan-in would do",
      operands: branches,
      options: [Option.into.spec, Option.committed.spec],
      description: [
        "Compares all branches with each other and with the target, and shows a matrix and each clash "
          + "with the decision that merge would take. Uncommitted and untracked files of worktrees count.",
        "Changes nothing, not even the object database.",
      ],
      examples: [
        Example(line: "git fanin check", effect: "All lanes, as they are on disk now."),
        Example(
          line: "git fanin check --into main feature-a feature-b",
          effect: "Two branches with each other and with main."),
      ],
      json: [
        JSONKey(name: "target", meaning: "{ref, commit}: the branch that the lanes fan in to."),
        JSONKey(
          name: "lanes", meaning: "[{name, ref, commit, worktree, dirty, changed}]: the branches compared."),
        JSONKey(
          name: "pairs",
          meaning: "[{a, b, same, conflicts, silent, open}]: the pairs that changed a path in common."),
        JSONKey(name: "clashes", meaning: "Every clash; see CLASH below."),
        JSONKey(name: "open", meaning: "How many clashes need a decision."),
      ])
  }

  static var merge: CommandSpec {
    CommandSpec(
      name: "merge",
      summary: "fold branches into the target in one atomic step",
      operands: branches,
      options: [
        Option.into.spec, Option.dryRun.spec, Option.keepGoing.spec, Option.squash.spec,
        Option.message.spec, Option.gate.spec, Option.noGate.spec, Option.order.spec,
        Option.allowDirty.spec,
      ],
      description: [
        "Finds the clashes, settles those that a rule settles, orders the branches, merges them in "
          + "memory, runs the gate on the result and moves the target in one step. Until then nothing "
          + "has changed; if a clash needs a decision or the gate fails, nothing does."
      ],
      examples: mergeExamples,
      json: mergeKeys)
  }

  private static var mergeExamples: [Example] {
    [
      Example(
        line: "git fanin merge feature-a feature-b feature-c",
        effect: "Three branches into the current branch."),
      Example(
        line: "git fanin merge --into main --gate 'make test' 'lane/*'",
        effect: "All lanes into main, if the tests pass on the result."),
      Example(line: "git fanin merge -n -k", effect: "Show which lanes could be merged now."),
    ]
  }

  private static var mergeKeys: [JSONKey] {
    [
      JSONKey(
        name: "result",
        meaning: "\"published\", \"dry-run\", \"nothing\", \"open\" or \"gate-failed\"."),
      JSONKey(name: "target", meaning: "The full name of the target's ref."),
      JSONKey(name: "before, after", meaning: "The target's commit before and after."),
      JSONKey(
        name: "lanes",
        meaning: "[{name, ref, commit, adapted, merge, state, reason}]; state is \"merged\", \"already\" "
          + "or \"left-out\"."),
      JSONKey(name: "order", meaning: "The lanes in the order in which they were merged."),
      JSONKey(name: "decisions", meaning: "The clashes that were settled; see CLASH below."),
      JSONKey(name: "open", meaning: "The clashes that need a decision; see CLASH below."),
      JSONKey(name: "gate", meaning: "{command, status, culprits}."),
    ]
  }
}
