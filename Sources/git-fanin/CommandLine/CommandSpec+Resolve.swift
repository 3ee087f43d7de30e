// The commands that settle conflicts and tell how they were settled.

extension CommandSpec {
  static var resolve: CommandSpec {
    CommandSpec(
      name: "resolve",
      summary: "settle the clashes that need a decision",
      operands: .any(
        "BRANCH|FILE|ID",
        help: "To open conflicts: branches, as for merge. With --take, --union, --edit and --with: the files "
          + "or folders to settle, by default all that is open. With --forget: resolutions."),
      options: [
        Option.into.spec, Option.take.spec, Option.union.spec, Option.edit.spec, Option.with.spec,
        Option.timeout.spec, Option.proceed.spec, Option.abort.spec, Option.list.spec, Option.forget.spec,
        Option.allResolutions.spec,
      ],
      takesBytes: true,
      description: [
        "Opens the next lane with conflicts in a worktree of its own, ../REPO.lanes/resolve-LANE: the "
          + "files with conflict markers, as git leaves them, merged into what has come of the other lanes. "
          + "Shows each conflict with its base, both sides, who changed them and what it is in. Edit the files "
          + "there, with any tool, or settle them with --take, --union, --edit or --with; --continue takes "
          + "the result and goes on with the fan-in.",
        "What was made of each conflict is remembered in refs/fanin/resolutions when --continue takes it, and "
          + "settles the same conflict again, with the sides in either order. --list shows it, --forget takes "
          + "it back.",
        "CMD is asked once for each file, in that worktree. Its answer counts if CMD exits with 0 in time, and "
          + "writes the file without conflict markers, with everything outside of the open conflicts as it was, "
          + "and nothing lost that a side only added: a definition, key or import of a new name, or lines where "
          + "there were none. Brackets must close, and nothing stand twice. Otherwise the file stays as it is, "
          + "and you are told why. What you write yourself is only looked at in the same way, and counts.",
      ],
      examples: [
        Example(
          line: "git fanin resolve", effect: "Open the conflicts of the next lane, or show them again."),
        Example(
          line: "git fanin resolve --take search src/index.js", effect: "The lane's lines in one file."),
        Example(line: "git fanin resolve --with ./settle --timeout 60", effect: "Ask a command of your own."),
        Example(line: "git fanin resolve --continue", effect: "Fan in with the decisions made."),
      ],
      json: resolveKeys)
  }

  private static var resolveKeys: [JSONKey] {
    [
      JSONKey(
        name: "result",
        meaning: "\"opened\", \"waiting\", \"settled\" (nothing is left to decide: --continue), \"nothing\", "
          + "\"aborted\", \"listed\" or \"forgotten\"; --continue writes merge's document, with \"remembered\": "
          + "how many resolutions are new, and doubts as below."),
      JSONKey(
        name: "lane, target, worktree", meaning: "The lane whose conflicts wait, into what, and where."),
      JSONKey(name: "clashes", meaning: "Only when opened: what is to be decided; see CLASH below."),
      JSONKey(name: "others", meaning: "Only when opened: the lanes that come after it."),
      JSONKey(
        name: "paths",
        meaning:
          "[{path, kind, reason, settled, hunks: [{lines, base, definition, sides: [{lane, lines, text, author}]}]}]; "
          + "a definition is \"class A > def f\", or null at the outermost level; lines are [first, last] in the file as it is now, or null once it is settled; those of a side are "
          + "in its own version, [n, n - 1] for none; an author is {name, mail, time, commit, subject} or null. "
          + "A text that is not UTF-8 is beside it in base64: \"textBytes\"."),
      JSONKey(
        name: "silent", meaning: "What is wrong besides conflicts, as it was when they were opened: texts."),
      JSONKey(name: "refused", meaning: "[{path, reason}]: what could not be settled in this way."),
      JSONKey(
        name: "doubts",
        meaning: "[{path, reason}]: what looks wrong in files of which all is decided; it counts."),
      JSONKey(
        name: "resolutions", meaning: "With --list: [{id, path, time, base, sides, result}], texts as above."),
      JSONKey(name: "count", meaning: "With --forget: how many were forgotten."),
      JSONKey(
        name: "(asked of CMD)",
        meaning:
          "{schema, path, lane, target, base, ours, theirs, merged, markerSize, hunks}: the three versions, the "
          + "file with its conflict markers, and the open conflicts as above."),
    ]
  }

  static var explain: CommandSpec {
    CommandSpec(
      name: "explain",
      summary: "show what a fan-in decided, beside what git would do",
      operands: OperandSpec(
        placeholder: "COMMIT|PATH", minimum: 1, maximum: 1, replacement: nil,
        help: "A merge commit, or a file: then the last fan-ins that decided something about it. './x' is "
          + "always a file."),
      options: [Option.decisionCount.spec],
      takesBytes: true,
      description: [
        "Shows the decisions that the merge commit records, makes git's own merge of its parents once more, "
          + "and shows each conflict that git would have left: what git would have written, what stands there, "
          + "and by which rule. Changes nothing."
      ],
      examples: [
        Example(line: "git fanin explain HEAD", effect: "The last merge."),
        Example(line: "git fanin explain src/index.js", effect: "What was ever decided about a file."),
      ],
      json: [
        JSONKey(
          name: "merges",
          meaning:
            "[{commit, subject, time, lane, parents, decisions, paths}], the newest first; decisions are "
            + "[{path, kind, rule, certainty, reason}] as the commit records them."),
        JSONKey(
          name: "merges[].paths",
          meaning:
            "[{path, hunks: [{lines, git, text, rule, certainty, reason}]}]: git is the text with conflict "
            + "markers that git would have written, text what stands there in lines [first, last] of the "
            + "commit's version; both are null where that cannot be told."),
      ])
  }

  static var mergeFile: CommandSpec {
    CommandSpec(
      name: "merge-file",
      summary: "merge three files; git's merge driver",
      operands: .exactly(
        ["BASE", "OURS", "THEIRS"], help: "The files; the result is written to OURS. Git's %O, %A and %B."),
      options: [
        Option.path.spec, Option.markerSize.spec, Option.oursLabel.spec, Option.baseLabel.spec,
        Option.theirsLabel.spec, Option.diff3.spec, Option.zdiff3.spec, Option.accept.spec,
        Option.toStandardOutput.spec,
      ],
      takesBytes: true,
      description: [
        "Merges as git does where git is clean; where it is not, the rules are tried. To let plain git merge, "
          + "rebase and cherry-pick do the same, set merge.fanin.driver to 'git fanin merge-file %O %A %B -L %L "
          + "-p %P', and '* merge=fanin' in .gitattributes.",
        "Exits with 0 if the result is clean, else with the number of conflicts, at most 127; with 129 for "
          + "wrong usage and 255 where a file cannot be read or written. Whatever else fails, conflict markers "
          + "are in the file, never one side. Binary files are left as OURS, with status 1.",
        "Note the difference from git merge-file: the base comes first, -p is the path and -L the size of the "
          + "markers. A label that is '%S', '%X' or '%Y' counts as not given: older versions of git leave "
          + "these as they are. No repository is needed; in one, fanin.accept, fanin.disable, "
          + "merge.conflictStyle and the remembered resolutions count.",
      ],
      examples: [
        Example(
          line: "git fanin merge-file base.py ours.py theirs.py --stdout",
          effect: "Show what would come of three files.")
      ],
      json: [
        JSONKey(name: "result", meaning: "\"clean\", \"conflict\" or \"binary\"."),
        JSONKey(name: "path", meaning: "The path that was given, or null."),
        JSONKey(name: "conflicts", meaning: "How many places have conflict markers."),
        JSONKey(
          name: "decisions",
          meaning:
            "[{decision, rule, reason, base, ours, theirs, merged}] for each place where git stops; the last "
            + "four are [first, last] lines of that version, [n, n - 1] for none."),
        JSONKey(name: "text", meaning: "With --stdout: the result; \"textBytes\" where it is not UTF-8."),
      ])
  }
}
