internal import Clibgit2

/// Keeps memory that is free again instead of giving it back to the system.
///
/// Texts and what is known of them come and go, and pages that went back are cleared anew each time, which was a fifth
/// of the time of merging one file. For processes that soon end; where the C library is another than glibc, nothing.
public func keepFreedMemory() { fanin_keep_freed_memory() }

/// Has the system lay memory ready for what comes: asked for page by page, it costs several times as much.
///
/// Only for glibc on Linux 5.14 or later; elsewhere nothing.
///
/// - Parameter bytes: about how much will be used; 0 to 16 MB count.
public func claimMemory(_ bytes: Int) { fanin_claim_memory(min(max(bytes, 0), 16 << 20)) }
