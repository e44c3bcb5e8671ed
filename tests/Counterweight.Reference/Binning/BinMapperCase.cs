using System.Collections.Concurrent;
using System.Numerics;
using Counterweight.Binning;
using Counterweight.Features;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Binning;

/// <summary>Bins of row-major values in bytes; in full of feature-major ones in two bytes, every third feature categorical.</summary>
public sealed class BinMapperCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConcurrentDictionary<int, BinMapper> mappers = new();
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "bin-mapper-full" : "bin-mapper";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["BinMapper.Apply"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000, 28)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override int MaxWidth => 200;

    /// <summary>Feature-major rows are not one run of memory each.</summary>
    public override bool RowsAreIndependent => !full;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => OperandSet.SizeOf(typeof(T)) + (full ? 2 : 1);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("values", typeof(T), shape.Elements),
        new("bins", full ? typeof(ushort) : typeof(byte), shape.Elements, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        Inputs.Scores(operands.Span<T>("values"), kind, new Random(seed));
        if (full)
        {
            for (var feature = 0; feature < shape.Width; feature += 3)
            {
                foreach (ref var value in operands.Span<T>("values").Slice(feature * shape.Rows, shape.Rows))
                {
                    value = T.Round(value);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var data = FeatureMatrix.Create(operands.Span<T>("values"), shape.Rows, shape.Width, full ? FeatureLayout.FeatureMajor : FeatureLayout.RowMajor);
        if (full)
        {
            Mapper(shape).Apply(data, operands.Span<ushort>("bins"), FeatureLayout.FeatureMajor, degreeOfParallelism);
        }
        else
        {
            Mapper(shape).Apply(data, operands.Span<byte>("bins"), FeatureLayout.RowMajor, degreeOfParallelism);
        }
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var mapper = Mapper(shape);
        var values = operands.Span<T>("values");
        for (var i = 0; i < values.Length; i++)
        {
            var bins = mapper[full ? i / shape.Rows : i % shape.Width];
            var value = double.CreateTruncating(values[i]);
            var bin = bins.Kind == FeatureKind.Numeric ? bins.Edges.BinarySearch(value) : bins.Lowest.BinarySearch(value);
            bin = double.IsNaN(value) ? mapper.MissingBin : bin >= 0 ? bin : bins.Kind == FeatureKind.Numeric ? ~bin : bins.BinCount - 1;
            if (full)
            {
                operands.Span<ushort>("bins")[i] = (ushort)bin;
            }
            else
            {
                operands.Span<byte>("bins")[i] = (byte)bin;
            }
        }
    }

    /// <summary>The bin between whose neighbours' values the value lies, halfway; for categories the one that equals.</summary>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var mapper = Mapper(shape);
        var values = Converted.ToDouble<T>(operands.Span<T>("values"));
        var missing = Enumerable.Range(0, shape.Width).Max(feature => mapper[feature].BinCount);
        var expected = new double[values.Length];
        for (var i = 0; i < expected.Length; i++)
        {
            var bins = mapper[full ? i / shape.Rows : i % shape.Width];
            expected[i] = double.IsNaN(values[i]) ? missing
                : bins.Kind == FeatureKind.Categorical ? Category(bins, values[i])
                : Passed(bins, values[i]);
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["bins"] = new(expected) };
    }

    /// <summary>Nothing is computed.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    private static int Passed(FeatureBins bins, double value)
    {
        var passed = 0;
        var lowest = bins.Lowest;
        var highest = bins.Highest;
        for (var bin = 0; bin < bins.BinCount - 1; bin++)
        {
            passed += value > (highest[bin] + lowest[bin + 1]) / 2 ? 1 : 0;
        }

        return passed;
    }

    private static int Category(FeatureBins bins, double value)
    {
        var own = bins.Lowest.ToArray();
        return Array.IndexOf(own, value) is var bin && bin >= 0 ? bin : own.Length;
    }

    private BinMapper Mapper(Shape shape) => mappers.TryGetValue(shape.Width, out var made) ? made : mappers.GetOrAdd(shape.Width, Create);

    // Feature f has as many bins as a table of one length or another takes; in bytes up to 255, else up to some thousand.
    private BinMapper Create(int width)
    {
        var random = new Random(width);
        var found = new FeatureBins[width];
        for (var feature = 0; feature < width; feature++)
        {
            if (full && feature % 3 == 0)
            {
                found[feature] = FeatureBins.CreateCategorical([-7, -3, 0, 1, 2, 5, 1e7 + 1], false);
                continue;
            }

            var count = (feature % 4) switch { 0 => 255, 1 => 1 + (feature % 40), 2 => 2 + (feature % 100), _ => full ? 3000 : 129 };
            double[] lowest = [.. Enumerable.Range(0, count).Select(_ => Math.ScaleB(Math.Round(Math.ScaleB((random.NextDouble() * 16) - 8, 20)), -20)).Distinct().Order()];
            found[feature] = FeatureBins.CreateNumeric(lowest, lowest, feature % 2 == 0);
        }

        return new BinMapper(found);
    }
}
