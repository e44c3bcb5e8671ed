using Counterweight.Features;
using Counterweight.Partitioning;
using Counterweight.Reference.Catalog;
using Counterweight.Splits;

namespace Counterweight.Reference.Binning;

/// <summary>Rows by a threshold on bytes of one feature of three; in full by a set of bins in two bytes.</summary>
public sealed class RowPartitionCase(LossVariant variant = LossVariant.Plain) : KernelCase
{
    private const int Threshold = 90;
    private const int MissingBin = 250;

    private static readonly ulong[] LeftBins = [0xF0F0_1234_5678_9ABC, 0, ~0UL, 0x8000_0000_0000_0001, 0x5555_5555_5555_5555];

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "row-partition-set" : "row-partition";

    /// <inheritdoc/>
    public override Type ElementType => typeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["RowPartition.Split"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(10000), new(1000000)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    private int Features => full ? 1 : 3;

    /// <summary>The last one, so that the last bin read is the last there is.</summary>
    private int Feature => Features - 1;

    /// <summary>A row number twice, and its bin.</summary>
    public override double BytesPerElement(Shape shape) => 8 + (full ? 2 : 1);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("rows", typeof(int), shape.Rows),
        new("bins", full ? typeof(ushort) : typeof(byte), shape.Rows * Features),
        new("workspace", typeof(int), RowPartition.WorkspaceLength(shape.Rows)),
        new("partition", typeof(int), shape.Rows, IsOutput: true, MayReplace: "rows"),
        new("count", typeof(int), 1, IsOutput: true, IsResult: true),
    ];

    /// <summary>Ordinary rows ascend with repetitions, others are in any order.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var rows = operands.Span<int>("rows");
        foreach (ref var row in rows)
        {
            row = random.Next(shape.Rows);
        }

        if (kind == InputKind.Ordinary)
        {
            rows.Sort();
        }

        if (full)
        {
            foreach (ref var bin in operands.Span<ushort>("bins"))
            {
                bin = (ushort)(random.Next(9) == 0 ? random.Next(65536) : random.Next(400));
            }
        }
        else
        {
            random.NextBytes(operands.Span<byte>("bins")[(shape.Rows == 0 ? 0 : Feature)..]);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var rows = operands.Span<int>("rows");
        var destination = operands.Span<int>("partition");
        var workspace = operands.Span<int>("workspace");
        operands.Span<int>("count")[0] = full
            ? RowPartition.Split(rows, BinMatrix.Create(operands.Span<ushort>("bins"), shape.Rows, Features), Feature, LeftBins, destination, workspace, degreeOfParallelism)
            : RowPartition.Split(
                rows,
                BinMatrix.Create(operands.Span<byte>("bins"), shape.Rows, Features),
                new Split { Feature = Feature, Bin = Threshold, MissingGoesLeft = true },
                MissingBin,
                destination,
                workspace,
                degreeOfParallelism);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var rows = operands.Span<int>("rows");
        var destination = operands.Span<int>("partition");
        var workspace = operands.Span<int>("workspace");
        var (left, right) = (0, 0);
        foreach (var row in rows)
        {
            if (GoesLeft(operands, row))
            {
                destination[left++] = row;
            }
            else
            {
                workspace[right++] = row;
            }
        }

        workspace[..right].CopyTo(destination[left..]);
        operands.Span<int>("count")[0] = left;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var rows = operands.Span<int>("rows").ToArray();
        double[] left = [.. rows.Where(row => GoesLeft(operands, row))];
        double[] right = [.. rows.Where(row => !GoesLeft(operands, row))];
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["partition"] = new([.. left, .. right]),
            ["count"] = new([left.Length]),
        };
    }

    /// <summary>Nothing is computed.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    private bool GoesLeft(OperandSet operands, int row)
    {
        if (!full)
        {
            var value = operands.Span<byte>("bins")[(row * Features) + Feature];
            return value is <= Threshold or MissingBin;
        }

        var bin = operands.Span<ushort>("bins")[row];
        return bin < 64 * LeftBins.Length && ((LeftBins[bin / 64] >> (bin % 64)) & 1) == 1;
    }
}
