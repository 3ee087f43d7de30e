import Foundation
import Testing

/// The scripts of the shells, read by real ones.
@Suite struct CompletionTests {
  private static let gitCompletion = "/usr/share/bash-completion/completions/git"

  /// What stands for pressing the key: the words are split as bash's own line editor does.
  private static let pressing = #"""
    eval "$(git-fanin completions bash)"
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    COMP_LINE="$*"
    COMP_POINT=${#COMP_LINE}
    if [ "$1" = git ]; then __git_wrap__git_main; else __git_fanin_alone; fi
    for word in "${COMPREPLY[@]}"; do printf '%s|\n' "$word"; done
    """#

  /// Branches whose names a careless shell would run, besides `main` and `feature-a`.
  private static let hostile = #"run$(touch${IFS}made-by-a-name)"#
  private static let quoted = #"it's-"`touch${IFS}made-by-a-name`""#

  private func repository() throws -> TemporaryRepository {
    let repository = try TemporaryRepository.with([("feature-a", []), ("feature-b", [])])
    for name in [Self.hostile, Self.quoted] { try repository.git("branch", name) }
    let folder = URL(filePath: FanInProcess.executable).deletingLastPathComponent().path
    repository.environment["PATH"] = folder + ":" + (repository.environment["PATH"] ?? "")
    return repository
  }

  private func shell(_ words: [String], _ repository: TemporaryRepository) throws -> [String] {
    let environment = repository.environment
    let result = try RunningProcess(words, in: repository.path, environment: environment).wait()
    #expect(result.errors == "", "\(result)")
    #expect(!repository.exists("made-by-a-name"))
    return result.output.split(separator: "\n").map { String($0) }
  }

  private func bash(_ line: String..., in repository: TemporaryRepository) throws -> [String] {
    let needsGit = line[0] == "git"
    let script = (needsGit ? "source \(Self.gitCompletion)\n" : "") + Self.pressing
    return try shell(["bash", "--norc", "-c", script, "bash"] + line, repository)
  }

  private static func has(_ program: String) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }

  @Test func `Bash completes the program's own name`() throws {
    let repository = try repository()
    #expect(try bash("git-fanin", "mer", in: repository) == ["merge |", "merge-file |"])
    #expect(try bash("git-fanin", "merge", "--into", "fe", in: repository) == ["feature-a |", "feature-b |"])
    #expect(
      try bash("git-fanin", "merge", "--into", "=", "fe", in: repository) == ["feature-a |", "feature-b |"])
    #expect(try bash("git-fanin", "merge", "--into", "=", in: repository).contains("main |"))
    #expect(
      try bash("git-fanin", "merge", "--order", "main,feature-a", in: repository) == ["main,feature-a |"])
    #expect(try bash("git-fanin", "-C", "..", "merge", "", in: repository) == [])
    #expect(try bash("git-fanin", "-C", "..", "-C", "repo", "merge", "m", in: repository) == ["main |"])
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: gitCompletion)))
  func `Git's own completion finds ours`() throws {
    let repository = try repository()
    #expect(try bash("git", "fanin", "mer", in: repository) == ["merge |", "merge-file |"])
    #expect(try bash("git", "fanin", "merge", "--into", "m", in: repository) == ["main |"])
    #expect(try bash("git", "-C", "..", "fanin", "merge", "", in: repository) == [])
    #expect(try bash("git", "-C", "../repo", "fanin", "merge", "m", in: repository) == ["main |"])
  }

  @Test func `A name that a shell would run is inserted so that it is not`() throws {
    let repository = try repository()
    for (typed, name) in [("ru", Self.hostile), ("run\\$\\(", Self.hostile), ("it\\'", Self.quoted)] {
      let found = try bash("git-fanin", "merge", typed, in: repository)
      #expect(found.count == 1)
      // What bash makes of the word is the name again.
      let word = String(try #require(found.first).dropLast(2))
      #expect(try shell(["bash", "--norc", "-c", "printf '%s\\n' \(word)"], repository) == [name])
    }
    #expect(try bash("git-fanin", "merge", "\"ru", in: repository) == [])
    #expect(try bash("git-fanin", "merge", "'feature-a", in: repository) == ["feature-a|"])
  }

  @Test(.enabled(if: has("zsh")))
  func `Zsh completes, and quotes nothing itself`() throws {
    let repository = try repository()
    // The part of zsh's own that shows what there is; it quotes.
    let script = #"""
      _describe () { print -rl -- "${(@P)4}" }
      words=("$@") CURRENT=$# PREFIX=${@[-1]}
      eval "$(git-fanin completions zsh)"
      """#
    func zsh(_ line: String...) throws -> [String] {
      try shell(["zsh", "-f", "-c", script, "zsh"] + line, repository)
    }
    #expect(try zsh("fanin", "merge", "--into", "ru") == [Self.hostile])
    #expect(try zsh("git-fanin", "unin") == ["uninstall:take back what install put, and nothing else"])
  }

  @Test(.enabled(if: has("fish")))
  func `Fish completes both ways of calling`() throws {
    let repository = try repository()
    func fish(_ line: String) throws -> [String] {
      let script = "git-fanin completions fish | source; complete -C $argv[1]"
      return try shell(["fish", "--no-config", "-c", script, line], repository)
    }
    #expect(try fish("git-fanin merge --into ru") == [Self.hostile])
    #expect(try fish("git fanin merge --into feature-") == ["feature-a", "feature-b"])
  }

  @Test func `A shell that is not known is told`() throws {
    let repository = try repository()
    let result = try repository.fanin("completions", "fihs")
    #expect(result.status == 2)
    #expect(result.errors.contains("did you mean 'fish'"))
    #expect(try repository.fanin("completions").status == 2)
  }
}
