using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Counterweight.Histograms;

/// <summary>A gradient histogram to write: memory for its numbers, its shape, and what units they are to be in.</summary>
[DebuggerDisplay("{Shape}")]
[StructLayout(LayoutKind.Auto)]
public readonly ref struct GradientHistogramSpan
{
    /// <summary>Describes a histogram.</summary>
    /// <param name="cells">Memory for <see cref="GradientHistogramShape.Length"/> numbers.</param>
    /// <param name="shape">Features, bins and outputs.</param>
    /// <param name="scale">The tree's scale, see <see cref="GradientHistogramScale.For"/>.</param>
    /// <exception cref="ArgumentException">The shape has no cells, or there are not as many as it has.</exception>
    public GradientHistogramSpan(Span<long> cells, GradientHistogramShape shape, GradientHistogramScale scale)
    {
        HistogramChecks.OneOf(cells.Length, shape.Length, nameof(cells));
        Cells = cells;
        Shape = shape;
        Scale = scale;
    }

    /// <summary>The numbers of the cells.</summary>
    public Span<long> Cells { get; }

    /// <summary>Features, bins and outputs.</summary>
    public GradientHistogramShape Shape { get; }

    /// <summary>The scale of weights, gradients and Hessians.</summary>
    public GradientHistogramScale Scale { get; }

    /// <summary>The same histogram, to read.</summary>
    /// <param name="histogram">A histogram.</param>
    public static implicit operator GradientHistogramView(GradientHistogramSpan histogram) => histogram.AsView();

    /// <summary>The same histogram, to read.</summary>
    public GradientHistogramView AsView() => Cells.IsEmpty ? default : new(Cells, Shape, Scale);
}
