// The commands by which git and agents ask git-fanin by themselves.

extension CommandSpec {
  static var install: CommandSpec {
    CommandSpec(
      name: "install",
      summary: "put the git hooks, or the merge driver, in their places",
      options: [Option.hooks.spec, Option.driver.spec, Option.hooksFolder.spec],
      description: [
        "Without options, installs the hooks: pre-commit, pre-merge-commit and pre-push; in a bare repository update. "
          + "They are for all worktrees of the repository.",
        "A hook that is there is kept beside ours as NAME.fanin-kept, with its content, its mode and its times. It runs "
          + "first, with the same arguments and the same input, and where it fails nothing else is run.",
        "core.hooksPath is followed if it is set for this repository alone and is not in a worktree, where hooks are "
          + "committed or made by a tool. Any other folder has to be named with --hooks-folder.",
        "--driver makes git-fanin the merge driver of all files that have no merge attribute (merge.default), so "
          + "that git merge, rebase and cherry-pick settle what git fanin merge settles.",
        "Doing it again changes nothing.",
      ],
      examples: [
        Example(line: "git fanin install", effect: "The hooks of this repository."),
        Example(line: "git fanin install --hooks --driver", effect: "The hooks and the merge driver."),
      ],
      json: installKeys)
  }

  static var uninstall: CommandSpec {
    CommandSpec(
      name: "uninstall",
      summary: "take back what install put, and nothing else",
      options: [Option.hooks.spec, Option.driver.spec, Option.hooksFolder.spec],
      description: [
        "Without options, takes back hooks and merge driver. What was there before is there again, byte for byte and "
          + "mode for mode. What somebody has changed since stays as it is and is told, with exit status 3."
      ],
      examples: [Example(line: "git fanin uninstall", effect: "The repository as it was before install.")],
      json: installKeys + [
        JSONKey(name: "left", meaning: "[{reason, hint}]: what was changed since, and what to do about it.")
      ])
  }

  private static var installKeys: [JSONKey] {
    [
      JSONKey(
        name: "hooks",
        meaning:
          "[{name, path, outcome}]; outcome is \"installed\", \"updated\", \"unchanged\" or \"removed\"."),
      JSONKey(
        name: "driver",
        meaning: "\"installed\", \"unchanged\" or \"removed\"; null where nothing was to be done."),
    ]
  }

  static var hook: CommandSpec {
    CommandSpec(
      name: "hook",
      summary: "what the git hooks, and those of agents, call",
      operands: .some("NAME", help: "The hook, then the words that git gave it."),
      description: [
        "pre-commit: in a lane's worktree, the commit holds only what the lane owns, and nothing that clashes "
          + "silently with another lane. What is merged from elsewhere, or put back to the target's version, is no change.",
        "pre-merge-commit: the merge that git made cleanly has no silent clash, and brings in nothing that its lane "
          + "does not own. pre-push REMOTE URL: the merges that are pushed have no silent clash that nobody settled. "
          + "update REF OLD NEW: both, in a repository that is pushed to.",
        "agent: reads what an agent is about to edit from standard input, as JSON: {\"tool_name\": \"Edit\", "
          + "\"tool_input\": {\"file_path\": \"…\"}, \"cwd\": \"…\"}. Exit status 2 where the lane does not own the file or it is "
          + "in another worktree, with the reason on standard error: agents take that as a no. 0 for all else, 4 where "
          + "the input is no such event.",
        "The other hooks exit with 0 or 1. Where the hook cannot look (2, 4), the scripts let git go on, as fan-in looks "
          + "again; only update refuses then. 'git commit --no-verify' goes around the hooks, and fanin.ownership=off "
          + "switches off what they say of owned paths.",
      ],
      examples: [
        Example(line: "git fanin hook pre-commit", effect: "Judge what is staged, as git commit would.")
      ],
      json: [
        JSONKey(name: "hook", meaning: "The hook's name."),
        JSONKey(name: "lane", meaning: "The lane that was judged; null where it is none."),
        JSONKey(
          name: "foreign",
          meaning:
            "[{path, owner, lanes}]: what it does not own; owner is \"lane\", \"orchestrator\" or \"nobody\"."
        ),
        JSONKey(
          name: "strays", meaning: "[{path, worktree}]: what an agent wants to edit in another worktree."),
        JSONKey(name: "clashes", meaning: "Silent clashes; see CLASH below."),
        JSONKey(name: "notes", meaning: "What was not looked at."),
        JSONKey(name: "blocking", meaning: "Whether git, or the agent, is to stop."),
      ])
  }
}
