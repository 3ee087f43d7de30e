import Testing

@testable import git_fanin

/// The names of a repository that is only thought of.
private struct FixedNames: CompletionAnswer.Names {
  var all = ["main", "lane/search", "feature-a"]
  func lanes() -> [String] { ["search"] }
  func branches() -> [String] { all }
  func remoteBranches() -> [String] { ["origin/main"] }
}

/// How the last of `words` may go on: without what it means, and without the first line.
private func words(_ words: String..., names: FixedNames = FixedNames()) -> [String] {
  lines(words, names).dropFirst().map { String($0.prefix { $0 != "\t" }) }
}

/// What the shell is to add itself.
private func shellKind(_ words: String...) -> String? { lines(words, FixedNames()).first }

private func lines(_ words: [String], _ names: FixedNames) -> [String] {
  let choice = CompletionLine(Array(words.dropLast())).choice(for: words.last ?? "")
  let text = CompletionAnswer(choice: choice, table: .standard, names: names).text
  return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { String($0) }
}

@Suite struct CompletionTests {
  @Test func `The first word is a command`() {
    #expect(words("") == CommandTable.standard.commands.map(\.name))
    #expect(words("m") == ["merge", "merge-file", "manual"])
    #expect(words("-C", "somewhere", "--json", "st") == ["start", "status"])
  }

  @Test(arguments: CommandTable.standard.commands.map(\.name))
  func `After a dash come all options of the command and of every command`(name: String) throws {
    let table = CommandTable.standard
    let command = try #require(table.command(named: name))
    #expect(words(name, "-") == (table.globalOptions + command.options).map(\.spelling))
  }

  @Test func `An option that counts once is not offered twice, nor one that cannot stand beside it`() {
    #expect(!words("merge", "--squash", "--").contains("--squash"))
    #expect(!words("merge", "-n", "--").contains("--dry-run"))
    #expect(words("renumber", "--onto", "main", "--").contains("--onto"))
    #expect(!words("resolve", "--take", "a", "--").contains("--union"))
  }

  @Test(arguments: [["--into"], ["-n", "--into"], ["--into", "x", "--into"]])
  func `A target is a local branch, whatever stands before it`(before: [String]) {
    let choice = CompletionLine(["merge"] + before).choice(for: "f")
    #expect(choice == .init(start: "f", sources: [.branches]))
  }

  @Test func `A value may be in the option's own word`() {
    #expect(words("merge", "--into=f") == ["--into=feature-a"])
    #expect(words("status", "--color=a") == ["--color=auto", "--color=always"])
    #expect(words("merge", "--squash=f") == [])
    #expect(words("merge", "--unheard-of=f") == [])
  }

  @Test func `Of a list only the last name is completed`() {
    #expect(words("merge", "--order", "main,se") == ["main,search"])
    #expect(words("merge", "--order=main,se") == ["--order=main,search"])
  }

  @Test func `Values and arguments are what the table calls them`() {
    #expect(words("check", "") == ["main", "lane/search", "feature-a", "origin/main"])
    #expect(words("finish", "s") == ["search"])
    #expect(words("merge-file", "--accept", "") == ["certain", "likely", "none"])
    #expect(words("renumber", "") == ["reserve"])
    #expect(words("help", "unin") == ["uninstall"])
    #expect(words("help", "merge", "") == [])
    #expect(words("completions", "") == ["bash", "zsh", "fish"])
    #expect(words("merge", "-m", "") == [])
  }

  @Test func `After two dashes no word is an option`() {
    #expect(words("merge", "--", "-") == [])
    #expect(words("merge", "--", "m") == ["main"])
  }

  @Test func `Files and folders are left to the shell`() {
    #expect(shellKind("merge-file", "") == "files")
    #expect(shellKind("explain", "") == "files")
    #expect(shellKind("merge", "--gate", "") == "files")
    #expect(shellKind("-C", "") == "folders")
    #expect(shellKind("merge", "") == "none")
  }

  @Test func `No name takes a line of its own or hides what it is`() {
    let names = FixedNames(all: ["good", "a\nb", "tab\there", "esc\u{1b}[2J", "right\u{202E}left"])
    #expect(words("merge", "--into", "", names: names) == ["good"])
  }

  @Test func `Each placeholder of the table is known or free text`() {
    let free: Set = ["N", "TEXT", "SECONDS", "NAME", "NAME[=GLOB,…]", "WORD", "WHEN"]
    for entry in TableEntry.all {
      guard let placeholder = entry.option.placeholder else { continue }
      #expect(!entry.option.sources.isEmpty || free.contains(placeholder), "\(entry.testDescription)")
    }
    for command in CommandTable.standard.commands {
      guard let placeholder = command.operands?.placeholder else { continue }
      let isKnown = !CompletionSource.of(placeholder: placeholder).isEmpty
      #expect(isKnown || free.contains(placeholder), "\(command.name)")
    }
  }
}
