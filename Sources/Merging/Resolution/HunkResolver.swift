/// Asks the rules about hunks, and about the parts of hunks that no rule settles whole.
struct HunkResolver {
  let scene: MergeScene
  let policy: ResolutionPolicy
  private let rules: [ResolutionRule]

  /// The rule that keeps what one side changed beside what the other changed.
  static let adjacent = "adjacent"

  init(scene: MergeScene, policy: ResolutionPolicy) {
    self.scene = scene
    self.policy = policy
    rules = policy.accept == .ask ? [] : resolutionRules.filter { Self.isOn($0.name, policy) }
  }

  private static func isOn(_ rule: String, _ policy: ResolutionPolicy) -> Bool {
    !policy.disabled.contains(rule) && (policy.only == nil || policy.only == rule)
  }

  /// What the first rule with an answer makes of a hunk as a whole, else what becomes of its parts.
  func settle(_ hunk: Hunk) -> Settlement? {
    settleWhole(hunk) ?? settleParts(hunk)
  }

  private func settleWhole(_ hunk: Hunk) -> Settlement? {
    for rule in rules {
      guard var settlement = rule.settle(hunk, scene), isAccepted(settlement.certainty),
        SettlementCheck(scene: scene, hunk: hunk, settlement: settlement).problem == nil
      else { continue }
      settlement.rule = rule.name
      return settlement
    }
    return nil
  }

  private func isAccepted(_ certainty: Certainty) -> Bool {
    certainty == .certain || certainty == policy.accept
  }

  /// Takes what only one side changed from it, and asks the rules about the rest.
  private func settleParts(_ hunk: Hunk) -> Settlement? {
    guard policy.accept != .ask else { return nil }
    let merge = FineMerge(hunk, scene)
    guard merge.pieces.count > 1 else { return nil }
    var bytes: [UInt8] = []
    var answers: [Settlement] = []
    for piece in merge.pieces {
      switch piece.outcome {
      case .unchanged, .ours, .same: bytes += scene.ours.slice(piece.hunk.ours)
      case .theirs: bytes += scene.theirs.slice(piece.hunk.theirs)
      case .open:
        guard let answer = settleWhole(piece.hunk) else { return nil }
        bytes += answer.bytes
        answers.append(answer)
      }
    }
    let touching = FineMerge.touches(merge.pieces).union(flags(hunk, merge))
    if !touching.isEmpty { answers.append(Settlement(bytes: [], certainty: .likely, reason: touching.sorted().joined(separator: "+"), rule: Self.adjacent)) }
    guard answers.allSatisfy({ isAccepted($0.certainty) && Self.isOn($0.rule, policy) }) else { return nil }
    var result = Settlement(bytes: bytes, certainty: .certain, reason: "", liberties: [])
    for answer in answers {
      if answer.certainty == .likely { result.certainty = .likely }
      result.liberties.formUnion(answer.liberties)
    }
    result.rule = Set(answers.map(\.rule)).sorted().joined(separator: "+")
    result.reason = Set(answers.map(\.reason)).sorted().joined(separator: "; ")
    guard SettlementCheck(scene: scene, hunk: hunk, settlement: result).problem == nil else { return nil }
    return result
  }
}

extension HunkResolver {
  func flags(_ hunk: Hunk, _ merge: FineMerge) -> Set<String> {
    func words(_ b: ArraySlice<UInt8>) -> [Int32: Int] {
      var c: [Int32: Int] = [:]
      let t = scene.tokenize(b)
      for k in t.tokens where k.kind == .word && k.end - k.start > 1 { c[k.id, default: 0] += 1 }
      return c
    }
    let b = words(scene.base.slice(hunk.base)), o = words(scene.ours.slice(hunk.ours)), t = words(scene.theirs.slice(hunk.theirs))
    func added(_ s: [Int32: Int]) -> Set<Int32> { Set(s.filter { $0.value > b[$0.key] ?? 0 }.keys) }
    func gone(_ s: [Int32: Int]) -> Set<Int32> { Set(b.filter { s[$0.key] == nil }.keys) }
    func less(_ s: [Int32: Int]) -> Set<Int32> { Set(b.filter { s[$0.key] ?? 0 < $0.value }.keys) }
    var r: Set<String> = []
    if !gone(o).isDisjoint(with: added(t)) || !gone(t).isDisjoint(with: added(o)) { r.insert("GONE") }
    else if !less(o).isDisjoint(with: added(t)) || !less(t).isDisjoint(with: added(o)) { r.insert("LESS") }
    if !added(o).isDisjoint(with: added(t)) { r.insert("BOTHADD") }
    let al = LineAlignment(scene: scene, hunk: hunk)
    func sim(_ a: Side, _ bb: Side) -> Bool {
      let ins = al.edits(a).filter { !$0.isPair }.flatMap { Array($0.side) }
      let ed = al.edits(bb).filter { $0.isPair }.flatMap { Array($0.base) }
      for i in ins.prefix(50) { for e in ed.prefix(50) {
        if LineAlignment.similarity(scene.tokenize(scene.text(a).slice(i..<i+1)).ids.sorted(), scene.tokenize(scene.base.slice(e..<e+1)).ids.sorted()) >= 0.6 { return true }
      } }
      return false
    }
    if sim(.ours, .theirs) || sim(.theirs, .ours) { r.insert("SIM") }
    return r
  }
}

extension FineMerge {
  static func touches(_ pieces: [Piece]) -> Set<String> {
    var result: Set<String> = []
    func form(_ e: [SideEdit]) -> String {
      if e.allSatisfy(\.isPair) { return "pair" }
      if e.allSatisfy({ $0.base.isEmpty }) { return "ins" }
      if e.allSatisfy({ $0.side.isEmpty }) { return "del" }
      return "repl"
    }
    for (a, b) in zip(pieces, pieces.dropFirst()) {
      switch (a.outcome, b.outcome) {
      case (.unchanged, _), (_, .unchanged): continue
      default:
        let fa = a.outcome == .open ? "open" : a.outcome == .same ? "same" : form(a.oursEdits + a.theirsEdits)
        let fb = b.outcome == .open ? "open" : b.outcome == .same ? "same" : form(b.oursEdits + b.theirsEdits)
        if a.outcome == b.outcome && a.outcome != .open { continue }
        result.insert([fa, fb].sorted().joined(separator: "/"))
      }
    }
    return result
  }
}
