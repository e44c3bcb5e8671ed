using System.Diagnostics;
using Counterweight.Core.Simd;

// A VectorBlock of wider registers leaves the last of its fields unset.
[assembly: DebuggerDisplay("{v}", Target = typeof(Vector512Block<>))]
[assembly: DebuggerDisplay("{a} {b} {c} {d}", Target = typeof(VectorBlock<,>))]
