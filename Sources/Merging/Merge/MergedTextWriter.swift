/// Writes the merged text: ours, with their changes and the conflicts put in.
struct MergedTextWriter {
  private let base: TextLines
  private let ours: TextLines
  private let theirs: TextLines
  private let options: TextMergeOptions
  private let markerSize: Int
  private(set) var bytes: [UInt8] = []
  private(set) var conflicts: [ConflictHunk] = []
  /// Lines of the merged text that settled regions became.
  private(set) var settled: [Range<Int>] = []
  /// Lines written so far.
  private var lineCount = 0
  /// Lines of ours dealt with so far.
  private var oursDone = 0

  init(base: TextLines, ours: TextLines, theirs: TextLines, options: TextMergeOptions) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
    self.options = options
    markerSize = options.markerSize > 0 ? options.markerSize : 7
  }

  /// Writes everything. To be called once.
  mutating func write(_ regions: [MergeRegion]) {
    bytes.reserveCapacity(ours.bytes.count + max(0, theirs.bytes.count - base.bytes.count) + 1024)
    for region in regions {
      switch region.outcome {
      case .ours, .same:
        // They are in ours as they are.
        continue
      case .theirs:
        copyOurs(to: region.ours.lowerBound)
        copy(theirs, region.theirs)
      case .conflict:
        copyOurs(to: region.ours.lowerBound)
        settle(region)
      case .settled(let lines):
        copyOurs(to: region.ours.lowerBound)
        copy(lines)
      }
      oursDone = region.ours.upperBound
    }
    copyOurs(to: ours.count)
  }

  private mutating func settle(_ region: MergeRegion) {
    switch options.favor {
    case .none:
      writeConflict(region)
    case .ours:
      copy(ours, region.ours)
    case .theirs:
      copy(theirs, region.theirs)
    case .union:
      copy(ours, region.ours)
      endLine(crlf: isCRLF(region), after: region.ours)
      copy(theirs, region.theirs)
    }
  }

  private mutating func writeConflict(_ region: MergeRegion) {
    let crlf = isCRLF(region)
    let start = lineCount
    writeMarker("<", options.oursLabel, crlf: crlf)
    copy(ours, region.ours)
    endLine(crlf: crlf, after: region.ours)
    if options.style != .merge {
      writeMarker("|", options.baseLabel, crlf: crlf)
      copy(base, region.base)
      endLine(crlf: crlf, after: region.base)
    }
    writeMarker("=", [], crlf: crlf)
    copy(theirs, region.theirs)
    endLine(crlf: crlf, after: region.theirs)
    writeMarker(">", options.theirsLabel, crlf: crlf)
    conflicts.append(
      ConflictHunk(
        base: region.base, ours: region.ours, theirs: region.theirs, merged: start..<lineCount))
  }

  private func isCRLF(_ region: MergeRegion) -> Bool {
    LineEnding.isCRLF(at: region, base: base, ours: ours, theirs: theirs)
  }

  private mutating func writeMarker(_ character: Unicode.Scalar, _ label: [UInt8], crlf: Bool) {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: character), count: markerSize))
    if !label.isEmpty {
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: label)
    }
    if crlf { bytes.append(0x0D) }
    bytes.append(0x0A)
    lineCount += 1
  }

  private mutating func copyOurs(to line: Int) {
    copy(ours, oursDone..<line)
  }

  private mutating func copy(_ text: TextLines, _ lines: Range<Int>) {
    bytes.append(contentsOf: text.slice(lines))
    lineCount += lines.count
  }

  private mutating func copy(_ lines: [UInt8]) {
    let start = lineCount
    bytes += lines
    lineCount += lines.count { $0 == 0x0A } + (lines.last.map { $0 == 0x0A ? 0 : 1 } ?? 0)
    settled.append(start..<lineCount)
  }

  /// Ends the last of the lines just written, if its text ended without doing so.
  private mutating func endLine(crlf: Bool, after lines: Range<Int>) {
    guard !lines.isEmpty, bytes.last != 0x0A else { return }
    if crlf { bytes.append(0x0D) }
    bytes.append(0x0A)
  }
}
