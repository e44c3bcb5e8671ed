using Counterweight.Cli.Arguments;
using Counterweight.Cli.Reading;
using Counterweight.Decisions;

namespace Counterweight.Cli.Costs;

/// <summary>What the command line says of the costs of mistakes.</summary>
/// <param name="Named">The cost of a mistake about a row of each class; null: not given.</param>
/// <param name="MatrixFile">A file of all costs; null: not given.</param>
/// <param name="Column">A column of the cost to miss each row; null: not given.</param>
internal sealed record CostChoice(IReadOnlyList<KeyValuePair<string, double>>? Named, string? MatrixFile, string? Column)
{
    /// <summary>The costs among some classes.</summary>
    /// <param name="classes">All classes.</param>
    /// <param name="cancellation">Ends reading a file early.</param>
    /// <param name="positive">The class of two whose cost a column tells where there is one; −1: none.</param>
    /// <exception cref="InputException">A class has no costs, costs are of no class or decide nothing, or there is a column alone.</exception>
    public CostMatrix Matrix(IReadOnlyList<string> classes, CancellationToken cancellation, int positive = -1)
    {
        if (MatrixFile is not null)
        {
            return Deciding(BesideColumn(CostMatrixFile.Read(MatrixFile, classes, cancellation), classes, positive), MatrixFile);
        }

        if (Named is null)
        {
            throw new InputException($"{CostArguments.Column} tells what it costs to miss a row; what a false alarm costs is missing: --cost {FilePlace.OneLine(classes[positive == 0 ? ^1 : 0])}=5, or --cost-matrix");
        }

        var isOfColumn = Column is not null && positive >= 0;
        if (isOfColumn && Named.Any(pair => string.Equals(pair.Key, classes[positive], StringComparison.Ordinal)))
        {
            throw new InputException($"--cost {FilePlace.OneLine(classes[positive])}=… and {CostArguments.Column} '{FilePlace.OneLine(Column!)}' contradict each other: both say what it costs to miss a row of '{FilePlace.OneLine(classes[positive])}'; --cost {FilePlace.OneLine(classes[1 - positive])}=… alone says what a false alarm costs");
        }

        var mistakes = NamedNumbers.Of("--cost", isOfColumn ? [.. Named, new(classes[positive], 0)] : Named, classes);
        return Deciding(new CostMatrix(classes.Count, [.. classes.SelectMany((_, right) => classes.Select((_, answer) => answer == right ? 0 : mistakes[right]))]), "--cost");
    }

    // Beside a column the costs of each row decide.
    private CostMatrix Deciding(CostMatrix matrix, string given)
    {
        var classes = Enumerable.Range(0, matrix.ClassCount);
        return Column is not null || classes.Any(right => classes.Any(answer => matrix[right, answer] != matrix[right, right]))
            ? matrix
            : throw new InputException($"{given}: no mistake costs more than the right answer; costs that decide anything are not all 0");
    }

    // Of costs of each row a matrix tells only what a false alarm costs.
    private CostMatrix BesideColumn(CostMatrix matrix, IReadOnlyList<string> classes, int positive)
    {
        if (Column is null || positive < 0)
        {
            return matrix;
        }

        foreach (var (right, answer) in ((int, int)[])[(positive, 1 - positive), (positive, positive), (1 - positive, 1 - positive)])
        {
            if (matrix[right, answer] != 0)
            {
                throw new InputException(FormattableString.Invariant($"--cost-matrix {MatrixFile} and {CostArguments.Column} '{FilePlace.OneLine(Column)}' contradict each other: where '{FilePlace.OneLine(classes[right])}' is right, answering '{FilePlace.OneLine(classes[answer])}' costs {matrix[right, answer]}; beside a column all but the false alarm must be 0"));
            }
        }

        return matrix;
    }
}
