namespace Counterweight.Training.Linear;

/// <summary>
/// The last steps of a search and how the gradient changed along them, from which the two-loop recursion (Nocedal and Wright,
/// Numerical Optimization, 2nd edition, algorithm 7.4) takes the next direction. Once full it allocates nothing.
/// </summary>
/// <param name="capacity">Steps kept, at least 1.</param>
internal sealed class LbfgsMemory(int capacity)
{
    private readonly List<Pair> pairs = [];
    private int next;

    /// <summary>Steps held.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all steps.</summary>
    public void Clear() => (next, Count) = (0, 0);

    /// <summary>Keeps a step in the oldest one's place; not one along which the gradient did not rise.</summary>
    public void Add(SearchPoint from, SearchPoint to)
    {
        if (next == pairs.Count)
        {
            pairs.Add(new Pair(from.Parameters.Length));
        }

        var pair = pairs[next];
        for (var i = 0; i < pair.Step.Length; i++)
        {
            pair.Step[i] = to.Parameters[i] - from.Parameters[i];
            pair.Change[i] = to.Gradient[i] - from.Gradient[i];
        }

        var product = Vectors.Dot(pair.Step, pair.Change);
        var length = Vectors.Length(pair.Change);
        pair.InverseProduct = 1 / product;
        pair.Scale = product / length / length;
        if (product > 0 && double.IsFinite(pair.InverseProduct) && double.IsFinite(pair.Scale))
        {
            next = next + 1 == capacity ? 0 : next + 1;
            Count = Math.Min(Count + 1, capacity);
        }
        else
        {
            // It lies where the oldest one of a full memory was.
            Count = Math.Min(Count, capacity - 1);
        }
    }

    /// <summary>Writes −H·gradient, where H is the inverse Hessian by the steps held, at least one.</summary>
    public void Direction(ReadOnlySpan<double> gradient, Span<double> direction)
    {
        Vectors.Multiply(gradient, -1, direction);
        for (var age = 0; age < Count; age++)
        {
            var pair = At(age);
            pair.Factor = pair.InverseProduct * Vectors.Dot(pair.Step, direction);
            Vectors.AddMultiple(direction, -pair.Factor, pair.Change);
        }

        Vectors.Multiply(direction, At(0).Scale, direction);
        for (var age = Count - 1; age >= 0; age--)
        {
            var pair = At(age);
            Vectors.AddMultiple(direction, pair.Factor - (pair.InverseProduct * Vectors.Dot(pair.Change, direction)), pair.Step);
        }
    }

    /// <summary>The step so many before the last.</summary>
    private Pair At(int age) => pairs[next > age ? next - 1 - age : next - 1 - age + capacity];

    private sealed class Pair(int length)
    {
        public double[] Step { get; } = new double[length];

        public double[] Change { get; } = new double[length];

        public double InverseProduct { get; set; }

        public double Scale { get; set; }

        public double Factor { get; set; }
    }
}
