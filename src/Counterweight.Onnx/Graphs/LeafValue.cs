using System.Runtime.InteropServices;

namespace Counterweight.Onnx.Graphs;

/// <summary>What a leaf puts out.</summary>
/// <param name="Target">The number that it is added to.</param>
/// <param name="Value">What is added.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LeafValue(int Target, double Value);
