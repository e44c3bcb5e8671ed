using Counterweight.Core.Checks;

namespace Counterweight.Resampling;

/// <summary>
/// How many rows each class should have after resampling: the grammar of imbalanced-learn's <c>sampling_strategy</c>
/// (Lemaître et al., «Imbalanced-learn: A Python Toolbox to Tackle the Curse of Imbalanced Datasets», JMLR 2017).
/// </summary>
/// <remarks>
/// The majority is the class of most rows and the minority the one of fewest, the lowest number where several have as many: so of classes
/// that an over-sampler has made equal, the lowest number is both.
/// Over-sampling gives each chosen class the rows of the majority, under-sampling those of the minority; classes that are
/// not chosen keep theirs. A class without rows is ignored, unless counts name it. The default is <see cref="Auto"/>.
/// </remarks>
public readonly partial struct SamplingStrategy
{
    private readonly Rule rule;
    private readonly double ratio;
    private readonly (int Class, long Rows)[]? counts;

    private SamplingStrategy(Rule rule, double ratio = 0, (int Class, long Rows)[]? counts = null)
    {
        this.rule = rule;
        this.ratio = ratio;
        this.counts = counts;
    }

    private enum Rule
    {
        Auto,
        All,
        Minority,
        Majority,
        NotMinority,
        NotMajority,
        Ratio,
        Counts,
    }

    /// <summary>Over-sampling: <see cref="NotMajority"/>. Under-sampling: <see cref="NotMinority"/>.</summary>
    public static SamplingStrategy Auto => default;

    /// <summary>All classes.</summary>
    public static SamplingStrategy All => new(Rule.All);

    /// <summary>The minority alone; not for under-sampling.</summary>
    public static SamplingStrategy Minority => new(Rule.Minority);

    /// <summary>The majority alone; not for over-sampling.</summary>
    public static SamplingStrategy Majority => new(Rule.Majority);

    /// <summary>All classes but the minority.</summary>
    public static SamplingStrategy NotMinority => new(Rule.NotMinority);

    /// <summary>All classes but the majority.</summary>
    public static SamplingStrategy NotMajority => new(Rule.NotMajority);

    /// <summary>
    /// Rows of the minority over rows of the majority, after resampling; for two classes. Over-sampling gives the minority
    /// ⌊ratio·majority⌋ rows, under-sampling leaves the majority ⌊minority/ratio⌋.
    /// </summary>
    /// <param name="minorityOverMajority">In (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is outside (0, 1].</exception>
    public static SamplingStrategy Ratio(double minorityOverMajority)
    {
        Guard.Parameter(minorityOverMajority is > 0 and <= 1, minorityOverMajority, nameof(minorityOverMajority), "lie in (0, 1]");
        return new(Rule.Ratio, minorityOverMajority);
    }

    /// <summary>The rows of each class that is named; other classes keep theirs.</summary>
    /// <param name="rows">Classes, each once, and the rows each should have, at least 0.</param>
    /// <exception cref="ArgumentException">No class is named, or one twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class or its rows are negative.</exception>
    public static SamplingStrategy Counts(params ReadOnlySpan<(int Class, long Rows)> rows)
    {
        if (rows.IsEmpty)
        {
            throw new ArgumentException("No class is named.", nameof(rows));
        }

        var named = new Dictionary<int, int>(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var (label, wanted) = rows[i];
            if (label < 0 || wanted < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), Guard.Text($"rows[{i}] is {label}:{wanted}; a class and its rows must be at least 0."));
            }

            if (!named.TryAdd(label, i))
            {
                throw new ArgumentException(Guard.Text($"rows[{named[label]}] and rows[{i}] name class {label}; name each class once."), nameof(rows));
            }
        }

        return new(Rule.Counts, 0, rows.ToArray());
    }

    /// <summary>The rows that each class should have.</summary>
    /// <param name="counts">Rows of each class now, at least 0: <see cref="Weighting.ClassWeights.Count(ReadOnlySpan{int}, Span{long}, int?)"/>.</param>
    /// <param name="direction">Over- or under-sampling.</param>
    /// <param name="targets">One number a class. Over-sampling never gives less than the count, under-sampling never more.</param>
    /// <exception cref="ArgumentException">
    /// The lengths differ or memory overlaps; a class that counts name has no rows; a class would shrink by over-sampling or
    /// grow by under-sampling; a ratio meets another number of classes than two; the strategy does not exist for the
    /// direction. The message names the class. Nothing has been written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or the direction is none. Nothing has been written.</exception>
    public void Targets(ReadOnlySpan<long> counts, SamplingDirection direction, Span<long> targets) => WriteTargets(counts, direction, targets, null);

    /// <summary>As <see cref="Targets"/>, for a caller who gave neither counts nor direction: <paramref name="given"/> is blamed where the strategy does not fit.</summary>
    internal void WriteTargets(ReadOnlySpan<long> counts, SamplingDirection direction, Span<long> targets, string? given)
    {
        var classes = Classes.Of(counts, direction);
        if (targets.Length != counts.Length)
        {
            throw new ArgumentException(Guard.Text($"targets has {targets.Length} elements, counts {counts.Length}."), nameof(targets));
        }

        Guard.Disjoint<long, long>(targets, counts, nameof(targets), nameof(counts));
        CheckDirection(direction, given ?? nameof(direction));
        switch (rule)
        {
            case Rule.Ratio:
                var (resampled, rows) = RatioRows(classes, counts, direction, given ?? nameof(counts));
                counts.CopyTo(targets);
                targets[resampled] = rows;
                break;
            case Rule.Counts:
                CheckNamed(counts, direction, given ?? nameof(counts));
                counts.CopyTo(targets);
                foreach (var (label, wanted) in this.counts!)
                {
                    targets[label] = wanted;
                }

                break;
            default:
                for (var c = 0; c < counts.Length; c++)
                {
                    targets[c] = Chooses(c, classes, direction) && counts[c] > 0
                        ? counts[direction == SamplingDirection.Over ? classes.Majority : classes.Minority]
                        : counts[c];
                }

                break;
        }
    }

    /// <summary>Which classes are chosen: for methods that drop the rows that are hard to keep, however many there are.</summary>
    /// <param name="counts">Rows of each class now, at least 0.</param>
    /// <param name="direction">Over- or under-sampling.</param>
    /// <param name="chosen">One value a class; false for classes without rows.</param>
    /// <exception cref="ArgumentException">
    /// The strategy is a ratio or counts, which such methods cannot keep to, or does not exist for the direction; the lengths
    /// differ. Nothing has been written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or the direction is none. Nothing has been written.</exception>
    public void Choose(ReadOnlySpan<long> counts, SamplingDirection direction, Span<bool> chosen) => MarkChosen(counts, direction, chosen, null);

    /// <summary>As <see cref="Choose"/>, for a caller who gave neither counts nor direction: <paramref name="given"/> is blamed where the strategy does not fit.</summary>
    internal void MarkChosen(ReadOnlySpan<long> counts, SamplingDirection direction, Span<bool> chosen, string? given)
    {
        var classes = Classes.Of(counts, direction);
        if (chosen.Length != counts.Length)
        {
            throw new ArgumentException(Guard.Text($"chosen has {chosen.Length} elements, counts {counts.Length}."), nameof(chosen));
        }

        Guard.Disjoint<bool, long>(chosen, counts, nameof(chosen), nameof(counts));
        CheckDirection(direction, given ?? nameof(direction));
        if (rule is Rule.Ratio or Rule.Counts)
        {
            throw new ArgumentException($"The strategy is {this}; a method that chooses rows by their neighbors keeps to no number of rows: name classes.", given ?? nameof(chosen));
        }

        for (var c = 0; c < counts.Length; c++)
        {
            chosen[c] = Chooses(c, classes, direction) && counts[c] > 0;
        }
    }

    private bool Chooses(int c, Classes classes, SamplingDirection direction) => rule switch
    {
        Rule.All => true,
        Rule.Minority => c == classes.Minority,
        Rule.Majority => c == classes.Majority,
        Rule.NotMinority => c != classes.Minority,
        Rule.NotMajority => c != classes.Majority,
        _ => c != (direction == SamplingDirection.Over ? classes.Majority : classes.Minority),
    };

    private void CheckDirection(SamplingDirection direction, string name)
    {
        if (rule == Rule.Minority && direction == SamplingDirection.Under)
        {
            throw new ArgumentException("The strategy is minority; under-sampling cannot make the minority smaller than itself.", name);
        }

        if (rule == Rule.Majority && direction == SamplingDirection.Over)
        {
            throw new ArgumentException("The strategy is majority; over-sampling cannot make the majority larger than itself.", name);
        }
    }

    private (int Class, long Rows) RatioRows(Classes classes, ReadOnlySpan<long> counts, SamplingDirection direction, string name)
    {
        if (classes.Present != 2)
        {
            throw new ArgumentException(Guard.Text($"The strategy is the ratio {ratio}, which is of two classes; {classes.Present} {(classes.Present == 1 ? "has" : "have")} rows. Name the rows of each class."), name);
        }

        // Of two classes of as many rows one is called the minority, so that they are two.
        var minority = classes.Minority == classes.Majority ? Classes.OtherThan(counts, classes.Majority) : classes.Minority;
        var over = direction == SamplingDirection.Over;
        var resampled = over ? minority : classes.Majority;
        var rows = Math.Floor(over ? ratio * counts[classes.Majority] : counts[minority] / ratio);
        if (over ? rows < counts[resampled] : rows > counts[resampled])
        {
            throw new ArgumentException(Guard.Text(
                $"The ratio {ratio} asks for {rows} rows of class {resampled}, which has {counts[resampled]}; {(over ? "over-sampling drops" : "under-sampling adds")} none. Raise the ratio."),
                name);
        }

        return (resampled, (long)rows);
    }

    private void CheckNamed(ReadOnlySpan<long> counts, SamplingDirection direction, string name)
    {
        foreach (var (label, wanted) in this.counts!)
        {
            if (label >= counts.Length || counts[label] == 0)
            {
                throw new ArgumentException(Guard.Text($"The strategy names class {label}, which has no rows."), name);
            }

            if (direction == SamplingDirection.Over ? wanted < counts[label] : wanted > counts[label])
            {
                throw new ArgumentException(
                    Guard.Text($"The strategy asks for {wanted} rows of class {label}, which has {counts[label]}; {(direction == SamplingDirection.Over ? "over-sampling drops" : "under-sampling adds")} none."),
                    name);
            }
        }
    }

    /// <summary>The first class of most rows, the first of fewest, and how many have rows; −1 where none has.</summary>
    private readonly record struct Classes(int Majority, int Minority, int Present)
    {
        public static Classes Of(ReadOnlySpan<long> counts, SamplingDirection direction)
        {
            if (direction is not (SamplingDirection.Over or SamplingDirection.Under))
            {
                throw new ArgumentOutOfRangeException(nameof(direction), direction, Guard.Text($"direction is {direction}; it must be Over or Under."));
            }

            var (majority, minority, present) = (-1, -1, 0);
            for (var c = 0; c < counts.Length; c++)
            {
                if (counts[c] < 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(counts), counts[c], Guard.Text($"counts[{c}] is {counts[c]}; it must be at least 0."));
                }

                if (counts[c] > 0)
                {
                    present++;
                    majority = majority < 0 || counts[c] > counts[majority] ? c : majority;
                    minority = minority < 0 || counts[c] < counts[minority] ? c : minority;
                }
            }

            return new(majority, minority, present);
        }

        public static int OtherThan(ReadOnlySpan<long> counts, int one)
        {
            for (var c = 0; c < counts.Length; c++)
            {
                if (c != one && counts[c] > 0)
                {
                    return c;
                }
            }

            return one;
        }
    }
}
