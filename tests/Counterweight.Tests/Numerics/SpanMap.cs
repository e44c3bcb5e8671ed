namespace Counterweight.Tests.Numerics;

public delegate void SpanMap<T>(ReadOnlySpan<T> source, Span<T> destination);
