using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Counterweight.Histograms;

/// <summary>Class-weight histograms to read: their cells, their shape, and what a unit of weight is.</summary>
/// <remarks>One histogram, or several of the same shape and scale, one after the other.</remarks>
[DebuggerDisplay("{Count} of {Shape}")]
[StructLayout(LayoutKind.Auto)]
public readonly ref struct ClassHistogramView
{
    /// <summary>Describes histograms.</summary>
    /// <param name="cells">The cells, a multiple of <see cref="HistogramShape.Length"/>.</param>
    /// <param name="shape">Features, bins and classes.</param>
    /// <param name="scale">The scale of the weights.</param>
    /// <exception cref="ArgumentException">The shape has no cells, or the number of cells is no multiple of its length.</exception>
    public ClassHistogramView(ReadOnlySpan<ClassCell> cells, HistogramShape shape, WeightScale scale)
    {
        HistogramChecks.Cells(cells.Length, shape.Length, nameof(cells));
        Cells = cells;
        Shape = shape;
        Scale = scale;
    }

    /// <summary>The cells of all histograms.</summary>
    public ReadOnlySpan<ClassCell> Cells { get; }

    /// <summary>Features, bins and classes of each histogram.</summary>
    public HistogramShape Shape { get; }

    /// <summary>The scale of the weights.</summary>
    public WeightScale Scale { get; }

    /// <summary>How many histograms there are.</summary>
    public int Count => Cells.IsEmpty ? 0 : Cells.Length / Shape.Length;
}
