using System.Numerics;
using Counterweight.Linear;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Linear;

/// <summary>A kernel of linear models: rows of 30 features, as many classes as the shape is wide.</summary>
public abstract class LinearCase<T> : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected const int FeatureCount = 30;

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(4096, 2), new(4096, 5), new(4096, 16)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <summary>Rows lie in blocks.</summary>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <summary>The block of a row and a feature's place in it.</summary>
    protected static int Place(int row, int feature) =>
        (((row / RowBlocks<T>.RowsPerBlock * FeatureCount) + feature) * RowBlocks<T>.RowsPerBlock) + (row % RowBlocks<T>.RowsPerBlock);

    /// <summary>Rows with those that fill up the last block.</summary>
    protected static int PaddedRows(Shape shape) => RowBlocks<T>.BlocksOf(shape.Rows) * RowBlocks<T>.RowsPerBlock;

    /// <summary>Numbers of parameters.</summary>
    protected static int Parameters(Shape shape) => shape.Width * (FeatureCount + 1);

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => OperandSet.SizeOf(typeof(T)) * (1.0 + ((double)FeatureCount / shape.Width));

    /// <summary>Features of the rows: finite and normal or 0, zero past the last row.</summary>
    protected static void Features(Span<T> values, Shape shape, InputKind kind, Random random)
    {
        Inputs.Scores(values, kind, random);
        foreach (ref var value in values)
        {
            // Products with what lies in −8 … 8, and their sums, are finite and normal in float too.
            value = T.IsFinite(value) && T.Abs(value) > T.CreateChecked(1e-30) ? value * T.CreateChecked(1.0 / 1024) : T.Zero;
        }

        for (var row = shape.Rows; row < PaddedRows(shape); row++)
        {
            for (var feature = 0; feature < FeatureCount; feature++)
            {
                values[Place(row, feature)] = T.Zero;
            }
        }
    }
}
