using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Counterweight.Histograms;

/// <summary>Gradient histograms to read: their numbers, their shape, and what units they are in.</summary>
/// <remarks>One histogram, or several of the same shape and scale, one after the other.</remarks>
[DebuggerDisplay("{Count} of {Shape}")]
[StructLayout(LayoutKind.Auto)]
public readonly ref struct GradientHistogramView
{
    /// <summary>Describes histograms.</summary>
    /// <param name="cells">The numbers of the cells, a multiple of <see cref="GradientHistogramShape.Length"/>.</param>
    /// <param name="shape">Features, bins and outputs.</param>
    /// <param name="scale">The scale of weights, gradients and Hessians.</param>
    /// <exception cref="ArgumentException">The shape has no cells, or there is no multiple of its numbers.</exception>
    public GradientHistogramView(ReadOnlySpan<long> cells, GradientHistogramShape shape, GradientHistogramScale scale)
    {
        HistogramChecks.Cells(cells.Length, shape.Length, nameof(cells));
        Cells = cells;
        Shape = shape;
        Scale = scale;
    }

    /// <summary>The numbers of all histograms.</summary>
    public ReadOnlySpan<long> Cells { get; }

    /// <summary>Features, bins and outputs of each histogram.</summary>
    public GradientHistogramShape Shape { get; }

    /// <summary>The scale of weights, gradients and Hessians.</summary>
    public GradientHistogramScale Scale { get; }

    /// <summary>How many histograms there are.</summary>
    public int Count => Cells.IsEmpty ? 0 : Cells.Length / Shape.Length;
}
