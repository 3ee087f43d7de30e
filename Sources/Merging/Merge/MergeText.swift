/// Merges two versions of a text that were made from one base, byte for byte as `git merge` does.
///
/// Each side is compared with the base by a histogram diff; changes of one side are taken, changes of both
/// that meet conflict unless they are equal, and conflicts are cut down to the lines that differ. This is
/// git's merge strategy "ort" as of git 2.39, for texts up to 1,023 MB, above which git merges none. Swapping
/// the sides gives the same text if it is clean.
///
/// The function has no opinion on binary files: ask `isBinary` first.
///
/// - Parameters:
///   - base: The common ancestor's text, of up to 2³¹ - 1 lines; empty if both sides added the file.
///   - ours: Our text, likewise.
///   - theirs: Their text, likewise.
///   - options: How conflicts are settled and written.
/// - Returns: The merged text and where it conflicts.
/// - Complexity: O(bytes) for reading the texts and O(*n* · *c*) for *n* lines and *c* changes at worst.
public func mergeText(
  base: [UInt8], ours: [UInt8], theirs: [UInt8], options: TextMergeOptions = TextMergeOptions()
) -> TextMerge {
  MergeGround(base: base, ours: ours, theirs: theirs).merged(options)
}
