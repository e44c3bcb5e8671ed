using Counterweight.Neighbors;
using Counterweight.Randomness;
using Counterweight.Reference.Catalog;
using Counterweight.Resampling;
using Counterweight.Resampling.Over;

namespace Counterweight.Reference.Resampling.Over;

/// <summary>
/// New rows of the rarer of two classes, as many as there are rows, with all that is told of them. Features are integers, so that
/// the order of neighbors is known.
/// </summary>
public abstract class OverSamplingCase(bool hasChoices) : KernelCase
{
    /// <summary>Neighbors.</summary>
    protected const int K = 3;

    /// <summary>The class that grows.</summary>
    protected const int Label = 1;

    /// <summary>The seed of what is drawn.</summary>
    protected const ulong Seed = 17;

    // Tests of one case run side by side.
    [ThreadStatic]
    private static (long Rows, SamplingStrategy Strategy) last;

    /// <inheritdoc/>
    public override Type ElementType => typeof(float);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["OverSampler.Generate", Method.GetType().Name];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(4000, 28)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override int MinRowCount => 2 * (K + 1);

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override bool ComparesAllRows => true;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <summary>Features read and written.</summary>
    public override double BytesPerElement(Shape shape) => 2 * sizeof(float);

    /// <summary>The method.</summary>
    protected abstract OverSampler Method { get; }

    /// <summary>How distances are measured.</summary>
    protected virtual NeighborOptions Metric => default;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("features", typeof(float), shape.Rows * FeatureCount(shape)),
        new("labels", typeof(int), shape.Rows),
        new("weights", typeof(float), shape.Rows),
        .. hasChoices ? Choices(shape) : [],
        new("newFeatures", typeof(float), shape.Rows * FeatureCount(shape), IsOutput: true),
        new("newLabels", typeof(int), shape.Rows, IsOutput: true),
        new("parents", typeof(int), shape.Rows, IsOutput: true),
        new("neighbors", typeof(int), shape.Rows, IsOutput: true),
        new("steps", typeof(float), shape.Rows, IsOutput: true),
        new("newWeights", typeof(float), shape.Rows, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var scale = kind == InputKind.Wide ? MathF.ScaleB(1, random.Next(-40, 40)) : 1;
        foreach (ref var feature in operands.Span<float>("features"))
        {
            feature = random.Next(-9, 10) * scale;
        }

        Inputs.Weights(operands.Span<float>("weights"), random);
        var labels = operands.Span<int>("labels");
        for (var row = 0; row < labels.Length; row++)
        {
            // The first rows are of the class, so that it has neighbors.
            labels[row] = row <= K || random.Next(4) == 0 ? Label : 0;
        }

        Fill(operands, shape, scale, random);
        if (hasChoices)
        {
            Choose(operands, shape, RowsOf(operands).Length, random);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var labels = operands.Span<int>("labels");
        var count = 0L;
        foreach (var label in labels)
        {
            count += label;
        }

        Make(
            operands,
            new LabeledRows(operands.Span<float>("features"), FeatureCount(shape), labels) { SampleWeights = operands.Span<float>("weights"), Metric = Metric },
            StrategyOf(count + shape.Rows),
            new RowDraws(Seed)
            {
                Parents = operands.Optional<int>("chosenParents"),
                Neighbors = operands.Optional<int>("chosenNeighbors"),
                Steps = operands.Optional<float>("chosenSteps"),
                Noise = operands.Optional<float>("chosenNoise"),
            },
            new NewRows(operands.Span<float>("newFeatures"), operands.Span<int>("newLabels"))
            {
                Parents = operands.Span<int>("parents"),
                Neighbors = operands.Span<int>("neighbors"),
                Steps = operands.Span<float>("steps"),
                SampleWeights = operands.Span<float>("newWeights"),
            },
            degreeOfParallelism);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var features = operands.Span<float>("features");
        var weights = operands.Span<float>("weights");
        var to = operands.Span<float>("newFeatures");
        var toWeights = operands.Span<float>("newWeights");
        var (pairs, width) = (Pairs(operands, shape), FeatureCount(shape));
        for (var i = 0; i < pairs.Length; i++)
        {
            var (parent, neighbor, step) = pairs[i];
            operands.Span<int>("newLabels")[i] = Label;
            operands.Span<int>("parents")[i] = parent;
            operands.Span<int>("neighbors")[i] = neighbor;
            operands.Span<float>("steps")[i] = step;
            toWeights[i] = weights[parent] + (step * (weights[neighbor] - weights[parent]));
            for (var f = 0; f < width; f++)
            {
                var (a, b) = (features[(parent * width) + f], features[(neighbor * width) + f]);
                to[(i * width) + f] = a + (step * (b - a));
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var (features, weights) = (operands.Span<float>("features").ToArray(), operands.Span<float>("weights").ToArray());
        var (pairs, width) = (Pairs(operands, shape), FeatureCount(shape));
        double Value(int row, int f) => features[(row * width) + f];
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["newFeatures"] = new(
                [.. pairs.SelectMany(pair => Enumerable.Range(0, width).Select(f => Between(Value(pair.Parent, f), Value(pair.Neighbor, f), pair.Step)))],
                [.. pairs.SelectMany(pair => Enumerable.Range(0, width).Select(f => Math.Abs(Value(pair.Parent, f)) + Math.Abs(Value(pair.Neighbor, f))))]),
            ["newLabels"] = new([.. pairs.Select(_ => (double)Label)]),
            ["parents"] = new([.. pairs.Select(pair => (double)pair.Parent)]),
            ["neighbors"] = new([.. pairs.Select(pair => (double)pair.Neighbor)]),
            ["steps"] = new([.. pairs.Select(pair => (double)pair.Step)]),
            ["newWeights"] = new(
                [.. pairs.Select(pair => Between(weights[pair.Parent], weights[pair.Neighbor], pair.Step))],
                [.. pairs.Select(pair => (double)weights[pair.Parent] + weights[pair.Neighbor])]),
        };
    }

    /// <summary>A difference and a fused multiply-add are rounded, each by half an ε of at most the scale.</summary>
    public override Bound BoundOf(string output) => output is "newFeatures" or "newWeights" ? new(ComparisonFamily.Probability, Epsilons: 1) : Bound.Exact;

    /// <summary>Features of a row.</summary>
    protected virtual int FeatureCount(Shape shape) => shape.Width;

    /// <summary>Calls the public entry.</summary>
    protected virtual void Make(OperandSet operands, LabeledRows rows, SamplingStrategy strategy, RowDraws draws, NewRows destination, int degreeOfParallelism) =>
        Method.Generate(rows, strategy, draws, destination, degreeOfParallelism);

    /// <summary>Puts other features where the method wants others.</summary>
    protected virtual void Fill(OperandSet operands, Shape shape, float scale, Random random)
    {
    }

    /// <summary>Operands of choices.</summary>
    protected virtual Operand[] Choices(Shape shape) =>
    [
        new("chosenParents", typeof(int), shape.Rows),
        new("chosenNeighbors", typeof(int), shape.Rows),
        new("chosenSteps", typeof(float), shape.Rows),
    ];

    /// <summary>Fills them.</summary>
    protected virtual void Choose(OperandSet operands, Shape shape, int own, Random random)
    {
        for (var i = 0; i < shape.Rows; i++)
        {
            operands.Span<int>("chosenParents")[i] = random.Next(own);
            operands.Span<int>("chosenNeighbors")[i] = random.Next(K);
            operands.Span<float>("chosenSteps")[i] = random.Next(1 << 12) / 4096f;
        }
    }

    /// <summary>What each new row is made of, by the definition.</summary>
    protected abstract (int Parent, int Neighbor, float Step)[] Pairs(OperandSet operands, Shape shape);

    /// <summary>The rows of the class.</summary>
    protected static int[] RowsOf(OperandSet operands) => [.. operands.Span<int>("labels").ToArray().Index().Where(pair => pair.Item == Label).Select(pair => pair.Index)];

    /// <summary>The choices of a new row: a place among so many parents, one among the neighbors, and a step, given or as documented of the stream.</summary>
    protected static (int Parent, int Neighbor, float Step) ChoiceOf(OperandSet operands, int i, int parents, int neighbors = K)
    {
        var stream = new RandomStream(Seed, 0x4F56_0000_0000_0000 | Label);
        return (
            operands.Has("chosenParents") ? operands.Span<int>("chosenParents")[i] : (int)(((UInt128)(((ulong)stream.Bits((4L * i) + 1) << 32) | stream.Bits(4L * i)) * (uint)parents) >> 64),
            operands.Has("chosenNeighbors") ? operands.Span<int>("chosenNeighbors")[i] : (int)(((ulong)stream.Bits((4L * i) + 2) * (uint)neighbors) >> 32),
            operands.Has("chosenSteps") ? operands.Span<float>("chosenSteps")[i] : (stream.Bits((4L * i) + 3) >> 8) / 16777216f);
    }

    /// <summary>The nearest of some rows of a row, itself aside; distances are exact.</summary>
    protected static int[] Nearest(OperandSet operands, Shape shape, int row, IEnumerable<int> others) => Nearest(row, others, Squared(operands, shape.Width), K);

    /// <summary>The nearest by a distance, the lower first of equally near ones.</summary>
    protected static int[] Nearest(int row, IEnumerable<int> others, Func<int, int, double> distance, int count) =>
        [.. others.Where(other => other != row).Select(other => (other, Distance: distance(row, other))).OrderBy(pair => pair.Distance).ThenBy(pair => pair.other).Take(count).Select(pair => pair.other)];

    /// <summary>The sum of squared differences of two rows.</summary>
    protected static Func<int, int, double> Squared(OperandSet operands, int width)
    {
        var features = operands.Span<float>("features").ToArray();
        return (row, other) =>
        {
            var sum = 0.0;
            for (var f = 0; f < width; f++)
            {
                var difference = (double)features[(row * width) + f] - features[(other * width) + f];
                sum += difference * difference;
            }

            return sum;
        };
    }

    private static double Between(double a, double b, double step) => a + (step * (b - a));

    /// <summary>One number a class, without an allocation at each call.</summary>
    private static SamplingStrategy StrategyOf(long rows)
    {
        if (last.Rows != rows)
        {
            last = (rows, SamplingStrategy.Counts((Label, rows)));
        }

        return last.Strategy;
    }
}
