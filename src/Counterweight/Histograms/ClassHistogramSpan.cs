using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Counterweight.Histograms;

/// <summary>A class-weight histogram to write: memory for its cells, its shape, and what a unit of weight is to be.</summary>
[DebuggerDisplay("{Shape}")]
[StructLayout(LayoutKind.Auto)]
public readonly ref struct ClassHistogramSpan
{
    /// <summary>Describes a histogram.</summary>
    /// <param name="cells">Memory for <see cref="HistogramShape.Length"/> cells.</param>
    /// <param name="shape">Features, bins and classes.</param>
    /// <param name="scale">The training set's scale, see <see cref="WeightScale.For"/>.</param>
    /// <exception cref="ArgumentException">The shape has no cells, or there are not as many as it has.</exception>
    public ClassHistogramSpan(Span<ClassCell> cells, HistogramShape shape, WeightScale scale)
    {
        HistogramChecks.OneOf(cells.Length, shape.Length, nameof(cells));
        Cells = cells;
        Shape = shape;
        Scale = scale;
    }

    /// <summary>The cells.</summary>
    public Span<ClassCell> Cells { get; }

    /// <summary>Features, bins and classes.</summary>
    public HistogramShape Shape { get; }

    /// <summary>The scale of the weights.</summary>
    public WeightScale Scale { get; }

    /// <summary>The same histogram, to read.</summary>
    /// <param name="histogram">A histogram.</param>
    public static implicit operator ClassHistogramView(ClassHistogramSpan histogram) => histogram.AsView();

    /// <summary>The same histogram, to read.</summary>
    public ClassHistogramView AsView() => Cells.IsEmpty ? default : new(Cells, Shape, Scale);
}
