/// A command line that is being typed, read as far as it has come, by the same table as `CommandParser`.
///
/// Nothing is a mistake here: what is not understood is passed over, as it may be about to be mended.
struct CompletionLine {
  /// What may come next, and for which part of the word.
  struct Choice: Equatable {
    /// What of the word stays as it is, such as `--into=` or `a,b,`.
    var kept = ""
    /// How the rest of the word begins.
    var start: String
    var sources: [CompletionSource] = []
    var options: [OptionSpec] = []

    static func == (a: Choice, b: Choice) -> Bool {
      a.kept == b.kept && a.start == b.start && a.sources == b.sources
        && a.options.map(\.long) == b.options.map(\.long)
    }
  }

  let table: CommandTable
  private(set) var command: CommandSpec?
  private(set) var options = ParsedOptions()
  private var given: [OptionSpec] = []
  private var operands = 0
  /// The option whose value comes next.
  private var pending: OptionSpec?
  private var isEnded = false

  /// Reads the words before the one that is being typed, without the program's name.
  init(_ words: [String], table: CommandTable = .standard) {
    self.table = table
    for word in words { read(word) }
  }

  private var known: [OptionSpec] { table.globalOptions + (command?.options ?? []) }

  private mutating func read(_ word: String) {
    if let option = pending {
      pending = nil
      add(option, word)
    } else if isEnded || !word.hasBytes("-") || word == "-" {
      readOperand(word)
    } else if word == "--" {
      isEnded = true
    } else if word.hasBytes("--") {
      let (name, value) = word.dropScalars(2).cut(at: "=")
      if let option = known.first(where: { $0.long == name }) { take(option, value) }
    } else {
      readLetters(word)
    }
  }

  private mutating func readOperand(_ word: String) {
    guard command != nil else {
      command = table.command(named: word)
      return
    }
    operands += 1
  }

  private mutating func readLetters(_ word: String) {
    var letters = Substring(word).unicodeScalars.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = known.first(where: { $0.short == Character(letter) }) else { return }
      guard option.isFlag else { return take(option, letters.isEmpty ? nil : String(letters)) }
      take(option, nil)
    }
  }

  private mutating func take(_ option: OptionSpec, _ value: String?) {
    if option.isFlag || value != nil { add(option, value ?? "") } else { pending = option }
  }

  private mutating func add(_ option: OptionSpec, _ value: String) {
    options.add(option, value)
    given.append(option)
  }

  /// What `word`, which comes next, may go on with.
  func choice(for word: String) -> Choice {
    if let pending { return choice(of: pending, value: word, kept: "") }
    if !isEnded, word.hasBytes("--"), case (let name, let value?) = word.dropScalars(2).cut(at: "=") {
      guard let option = known.first(where: { $0.long == name }), !option.isFlag else {
        return Choice(start: word)
      }
      return choice(of: option, value: value, kept: option.spelling + "=")
    }
    if !isEnded, word.hasBytes("-") { return Choice(start: word, options: open) }
    return Choice(start: word, sources: command.map(operandSources) ?? [.commands])
  }

  /// Of a list, only what is behind the last comma is being typed.
  private func choice(of option: OptionSpec, value: String, kept: String) -> Choice {
    guard case .list = option.kind, let last = value.splitOnCommas().last else {
      return Choice(kept: kept, start: value, sources: option.sources)
    }
    let before = String(value.unicodeScalars.dropLast(last.unicodeScalars.count))
    return Choice(kept: kept + before, start: last, sources: option.sources)
  }

  private func operandSources(of command: CommandSpec) -> [CompletionSource] {
    guard let spec = command.operands, spec.maximum.map({ operands < $0 }) ?? true else { return [] }
    return CompletionSource.of(placeholder: spec.placeholder)
  }

  /// The options that may still be given: none twice that does not add up, and none that cannot stand beside another.
  private var open: [OptionSpec] {
    let excluded = Set(given.flatMap(\.excludes))
    return known.filter { option in
      !excluded.contains(option.long)
        && (option.repeats || !given.contains { $0.long == option.long })
    }
  }
}
