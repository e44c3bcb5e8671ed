using System.Runtime.InteropServices;
using Counterweight.Core.Memory;

namespace Counterweight.Splits.Exact;

/// <summary>The scratch of a search of one node: what is known of it and found in each feature.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct ExactNodeScratch
{
    /// <summary>The node.</summary>
    public readonly SplitNode* Node;

    /// <summary>Its rows and units of each class.</summary>
    public readonly long* Totals;

    /// <summary>What is found in each feature.</summary>
    public readonly ExactFeature* Found;

    /// <summary>Cuts a buffer; of none only <see cref="Length"/> holds.</summary>
    public ExactNodeScratch(long* buffer, int classes, int features)
    {
        var cursor = new ScratchCursor(buffer);
        Node = cursor.Take<SplitNode>(1);
        Totals = cursor.Take<long>(2L * classes);
        Found = cursor.Take<ExactFeature>(features);
        Length = cursor.Length;
    }

    /// <summary>Numbers that a buffer has.</summary>
    public long Length { get; }
}
