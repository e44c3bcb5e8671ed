using Counterweight.Draws;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Draws;

/// <summary>A batch as long as the shape, of three classes of 5, 40 and 300 rows.</summary>
public sealed class BalancedBatchCase : DrawCase
{
    private const int Classes = 3;
    private const int Batch = 4;

    private static readonly int[] Labels = [.. Enumerable.Range(0, 345).Select(row => row % 69 == 7 ? 0 : row % 69 is > 20 and < 29 ? 1 : 2)];

    [ThreadStatic]
    private static Dictionary<int, BalancedBatches>? made;

    /// <inheritdoc/>
    public override string Name => "balanced-batches";

    /// <inheritdoc/>
    public override Type ElementType => typeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["BalancedBatches.Fill"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(256)];

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) => [new("draws", typeof(int), shape.Rows, IsOutput: true)];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        // The labels are the same for all.
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        // One object a thread, which keeps its memory.
        made ??= [];
        if (!made.TryGetValue(shape.Rows, out var batches))
        {
            made.Add(shape.Rows, batches = BalancedBatches.Equal(Labels, Classes, shape.Rows, Stream));
        }

        batches.Fill(Batch, operands.Span<int>("draws"));
    }

    /// <summary>All batches from the first on: each class deals its rows, shuffled whenever none is left.</summary>
    protected override int[] Draw(OperandSet operands, Shape shape)
    {
        var decks = Enumerable.Range(0, Classes).Select(Deck).Select(deck => deck.GetEnumerator()).ToArray();
        var (turn, batch) = (0, new List<int>());
        for (var number = 0; number <= Batch; number++)
        {
            batch.Clear();
            var counts = new int[Classes];
            Array.Fill(counts, shape.Rows / Classes);
            for (var left = shape.Rows % Classes; left > 0; left--)
            {
                counts[turn++ % Classes]++;
            }

            for (var c = 0; c < Classes; c++)
            {
                for (var i = 0; i < counts[c]; i++)
                {
                    decks[c].MoveNext();
                    batch.Add(decks[c].Current);
                }
            }
        }

        return [.. batch];
    }

    private static IEnumerable<int> Deck(int label)
    {
        int[] rows = [.. Enumerable.Range(0, Labels.Length).Where(row => Labels[row] == label)];
        var before = Labels.Count(other => other < label);
        for (var round = 0L; ; round++)
        {
            var deck = (int[])rows.Clone();
            for (var i = 0; i < deck.Length; i++)
            {
                var other = (int)(ulong)(((UInt128)Word((round * Labels.Length) + before + i) * (ulong)(i + 1)) >> 64);
                (deck[i], deck[other]) = (deck[other], deck[i]);
            }

            foreach (var row in deck)
            {
                yield return row;
            }
        }
    }
}
