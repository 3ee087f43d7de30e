import Conflicts
import Git
public import GitValues

/// Numbers that were handed out for migrations that are yet to be written.
public struct Reservation: Sendable {
  /// The folder of the series.
  public let group: GitPath
  public let scheme: String
  /// Who they are for, as lanes are called.
  public let lane: String
  /// As they are to be written, in order.
  public let numbers: [String]

  /// The chain of commits that holds all of them, the newest first. It can be pushed.
  static let reference = "refs/fanin/reservations"

  var message: String {
    var trailers = Trailers()
    trailers.add("Fanin-Group", group.bytes.map { ObjectID.hexByte($0) }.joined())
    trailers.add("Fanin-Scheme", scheme)
    trailers.add("Fanin-Lane", lane)
    for number in numbers { trailers.add("Fanin-Number", number) }
    return "Reserve \(numbers.count) in \(Trailers.escape(group.text))\n\n" + trailers.text
  }

  init(group: GitPath, scheme: String, lane: String, numbers: [String]) {
    self.group = group
    self.scheme = scheme
    self.lane = lane
    self.numbers = numbers
  }

  /// Reads a reservation; nil where the commit is none.
  init?(_ commit: Commit) {
    let trailers = Trailers(reading: commit.message)
    guard let hex = trailers["Fanin-Group"], let lane = trailers["Fanin-Lane"] else { return nil }
    let digits = Array(hex.utf8)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { index in
      UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16)
    }
    self.init(
      group: GitPath(bytes), scheme: trailers["Fanin-Scheme"] ?? "", lane: lane,
      numbers: trailers.all("Fanin-Number"))
  }
}

extension ObjectID {
  /// A byte as two hexadecimal digits: a folder's name need not be UTF-8.
  fileprivate static func hexByte(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}

extension Workspace {
  /// All numbers that were handed out, the newest first.
  public func reservations() throws -> [Reservation] {
    var found: [Reservation] = []
    var next = try repository.value(ofReference: Reservation.reference)
    while let id = next {
      let commit = try repository.graph.commit(id)
      if let reservation = Reservation(commit) { found.append(reservation) }
      next = commit.parents.first
    }
    return found
  }

  /// The same as searches for migrations want it.
  func reservedNumbers() throws -> [MigrationOptions.Reserved] {
    try reservations().flatMap { item in
      item.numbers.map { MigrationOptions.Reserved(group: item.group, number: $0, lane: item.lane) }
    }
  }

  /// Hands out the next numbers of a series: past the target, all lanes and all that were handed out before.
  ///
  /// Two callers never get the same: whoever comes second to the reference looks again.
  ///
  /// - Parameters:
  ///   - count: how many, 1 to 1000.
  ///   - folder: the series' folder; nil for the only one.
  ///   - lane: who they are for; nil for the current branch.
  ///   - onto: the target where none is recorded.
  public func reserve(
    _ count: Int, in folder: String?, for lane: String?, onto: [String]
  ) throws -> Reservation {
    let head: String? = if case .branch(let found) = try repository.head() { found.name } else { nil }
    let (target, _) = try renumberTarget(of: head ?? "", onto: onto, mayBeItself: true)
    var lanes = try everyLane(of: target, and: head)
    try inspectWorktrees(of: &lanes, counting: true)
    var search = try MigrationTrees(self, target: target).search(lanes)
    let tree = try repository.graph.commit(target.commit).tree
    let group = try group(folder, among: try search.folders(in: tree))
    let short = (head ?? "HEAD").branchName
    let name = lane ?? short.after("lane/") ?? short
    for attempt in 1...Workspace.reservationAttempts {
      let before = try repository.value(ofReference: Reservation.reference)
      let taken = try reservations().filter { $0.group == group }.flatMap(\.numbers)
      guard let found = try search.reserve(count, in: group, reserved: taken) else {
        throw FanInError.usage(
          "no-reservation", "\(group) has no migrations with numbers of their own",
          hints: ["dates and hashes need no reservation: just write the migration"])
      }
      let reservation = Reservation(group: group, scheme: found.scheme, lane: name, numbers: found.numbers)
      do {
        try record(reservation, after: before)
        return reservation
      } catch {
        let code = (error as? GitError)?.code
        guard code == .moved || code == .locked, attempt < Workspace.reservationAttempts else { throw error }
      }
      try Interrupt.check()
      SystemFiles.pause(milliseconds: UInt32.random(in: 2...20))
    }
    throw Publisher.busy
  }

  private static let reservationAttempts = 500

  private func record(_ reservation: Reservation, after before: ObjectID?) throws {
    let (author, committer) = try signatures()
    let commit = try repository.addCommit(
      tree: try repository.objects.add(.tree, []), parents: before.map { [$0] } ?? [], author: author,
      committer: committer, message: reservation.message)
    try repository.store([commit])
    try repository.setReference(
      Reservation.reference, to: commit, expecting: before, message: "reserve migration numbers")
  }

  /// The target's lanes and the current branch; none is no failure here.
  private func everyLane(of target: Reference, and head: String?) throws -> [Lane] {
    var found: [Lane] = []
    do {
      found = try lanes([], target: target)
    } catch {
      guard (error as? FanInError)?.code == "no-lanes" else { throw error }
    }
    if let head, !head.isExactly(target.name), !found.contains(where: { $0.ref.isExactly(head) }) {
      found += try lanes([head.branchName], target: target)
    }
    return found
  }

  private func group(_ folder: String?, among known: [GitPath]) throws -> GitPath {
    if let folder {
      var bytes = Array(folder.utf8)
      while bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
      if bytes.starts(with: Array("./".utf8)) { bytes.removeFirst(2) }
      return GitPath(bytes)
    }
    if let only = known.first, known.count == 1 { return only }
    throw FanInError.usage(
      "which-group",
      known.isEmpty
        ? "no folder with numbered migrations was found" : "there are several folders of migrations",
      hints: known.prefix(10).map { "--group '\($0)'" } + (known.isEmpty ? ["name it: --group FOLDER"] : []))
  }
}
