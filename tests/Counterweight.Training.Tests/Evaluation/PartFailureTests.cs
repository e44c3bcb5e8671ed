using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Counterweight.Resampling.Over;
using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Resampling;
using Counterweight.Training.Trees;
using Counterweight.Training.Tuning;
using Xunit;

namespace Counterweight.Training.Tests.Evaluation;

/// <summary>A row that a part of a fit refuses can be found among the caller's rows: the message says which part numbers it.</summary>
[SuppressMessage("Usage", "MA0015", Justification = "Trainers of others throw so.")]
public sealed partial class PartFailureTests
{
    private const int Bad = 57;

    /// <summary>Feature 0 is the row's number; feature 1 of one row is missing.</summary>
    private static readonly Dataset Data = TestData.Create(
        2, 2, [.. Enumerable.Range(0, 120).Select(row => (double)row), .. Enumerable.Range(0, 120).Select(row => row == Bad ? double.NaN : row % 7)], [.. Enumerable.Range(0, 120).Select(row => row % 4 == 1 ? 1 : 0)]);

    private static readonly ClassifierTrainer Tree = (rows, _, input) => DecisionTreeClassifier.Fit(rows, input: input);

    [GeneratedRegex(@"(?:row|rows) (?<row>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RowNumber { get; }

    [GeneratedRegex(@"This was in fold (?<fold>\d+) of repeat (?<repeat>\d+); rows are numbered among the (?<count>\d+) (?<rows>[a-z ]+)\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fold { get; }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ARowOfATrainerIsFoundByItsFold(bool isByTime)
    {
        double[] times = [.. Enumerable.Range(0, 120).Select(row => (double)(row * 7 % 120))];
        var options = new CrossValidationOptions { FoldCount = 3, RepeatCount = isByTime ? 1 : 2, Seed = 4, Times = isByTime ? times : default };
        ArgumentException? given = null;
        var error = Assert.Throws<ArgumentException>("rows", () => CrossValidation.PredictProbabilities(Data, Refuse, options));
        Assert.Same(given, error.InnerException);
        var place = Fold.Match(error.Message);
        var (fold, repeat) = (Number(place, "fold"), Number(place, "repeat"));
        var folds = isByTime ? CrossValidation.TimeFolds(times, 3) : CrossValidation.Folds(Data.Labels, 3, 4 + (ulong)repeat);
        int[] rest = [.. Enumerable.Range(0, 120).Where(row => isByTime ? folds[row] < fold : folds[row] != fold)];
        Assert.Equal((rest.Length, isByTime ? "before the fold" : "outside the fold"), (Number(place, "count"), place.Groups["rows"].Value));
        Assert.Equal(Bad, rest[Number(RowNumber.Match(error.Message), "row")]);
        Assert.EndsWith(". (Parameter 'rows')", error.Message, StringComparison.Ordinal);

        // Not in the first part, so that the number of the part matters.
        IProbabilisticClassifier Refuse(Dataset rows, int part, FitInput input)
        {
            var bad = Missing(rows);
            if (bad < 0 || (!isByTime && part < 4))
            {
                return Tree(rows, part, input);
            }

            given = new ArgumentException(FormattableString.Invariant($"row {bad} is bad."), nameof(rows));
            throw given;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ARowOfAResamplerIsFoundAmongThoseOfWeight(bool isWeighted)
    {
        double[] weights = [.. Enumerable.Range(0, 120).Select(row => isWeighted && row % 5 == 0 ? 0.0 : 1)];
        var error = Assert.ThrowsAny<ArgumentOutOfRangeException>(() => CrossValidation.PredictProbabilities(Data, Tree, new() { FoldCount = 3, Seed = 2 }, new() { Resampler = new OverResampler(new Smote()), SampleWeights = weights }));
        Assert.Contains("Feature 'f1' is missing in row", error.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentOutOfRangeException>(error.InnerException);
        var place = Fold.Match(error.Message);
        var folds = CrossValidation.Folds(Data.Labels, 3, 2);
        int[] rest = [.. Enumerable.Range(0, 120).Where(row => folds[row] != Number(place, "fold") && weights[row] > 0)];
        Assert.Equal((rest.Length, isWeighted ? "outside the fold that have weight" : "outside the fold"), (Number(place, "count"), place.Groups["rows"].Value));
        Assert.Equal(Bad, rest[Number(RowNumber.Match(error.Message), "row")]);
    }

    [Fact]
    public void RowsThatAResamplerMadeAreToldApart()
    {
        var rows = TestData.Random(5, 90, 2, 2);
        var made = 0;
        var error = Assert.Throws<ArgumentException>(() => CrossValidation.PredictProbabilities(
            rows, (own, _, _) => throw new ArgumentException($"{made = own.RowCount} rows"), new() { FoldCount = 3 }, new() { Resampler = new OverResampler(new RandomOverSampler()) }));
        Assert.True(made > 60);
        Assert.Equal(FormattableString.Invariant($"{made} rows This was in fold 0 of repeat 0; rows are numbered among the {made} that the resampler made of the 60 outside the fold."), error.Message);
    }

    [Fact]
    public void ARowThatIsPredictedIsOfTheFold()
    {
        var error = Assert.ThrowsAny<ArgumentOutOfRangeException>(() => CrossValidation.PredictProbabilities(Data, (_, _, _) => new Picky(), new() { FoldCount = 3, Seed = 2 }));
        var place = Fold.Match(error.Message);
        var folds = CrossValidation.Folds(Data.Labels, 3, 2);
        int[] held = [.. Enumerable.Range(0, 120).Where(row => folds[row] == Number(place, "fold"))];
        Assert.Equal((held.Length, "of the fold"), (Number(place, "count"), place.Groups["rows"].Value));
        Assert.Equal(Bad, held[Number(RowNumber.Match(error.Message), "row")]);
    }

    [Fact]
    public void TypesOfACallersOwnComeOutAsTheyAre()
    {
        foreach (var given in (Exception[])[new InvalidOperationException("mine"), new OwnException("mine"), new OperationCanceledException(), new ArgumentNullException("mine")])
        {
            Assert.Same(given, Record.Exception(() => CrossValidation.PredictProbabilities(Data, (_, _, _) => throw given)));
            Assert.Same(given, Record.Exception(() => Tune.Fit(Data, (_, _, _) => throw given, new(1, 1))));
        }
    }

    [Fact]
    public void TuningTellsOuterAndInnerFolds()
    {
        var inner = Assert.Throws<ArgumentException>(() => Tune.Fit(Data, (_, _, _) => throw new ArgumentException("Refused."), new(1, 1), new() { FoldCount = 3, InnerFoldCount = 2 }));
        Assert.Equal(
            "Refused. This was in fold 0 of repeat 0; rows are numbered among the 40 outside the fold. This was in outer fold 0 of repeat 0; rows are numbered among the 80 outside the fold.",
            inner.Message);
        Assert.Equal("Refused.", inner.InnerException!.InnerException!.Message);
        var outer = Assert.Throws<ArgumentException>(() => Tune.Fit(Data, Refuse(rows => rows == 80), new(1, 1), new() { FoldCount = 3, InnerFoldCount = 2, RepeatCount = 2 }));
        Assert.Equal("Refused. This was in outer fold 0 of repeat 0; rows are numbered among the 80 outside the fold.", outer.Message);
        var predicted = Assert.ThrowsAny<ArgumentOutOfRangeException>(() => Tune.Fit(Data, (rows, _, input) => rows.RowCount == 80 ? new Picky() : Tree(rows, 0, input), new(1, 1), new() { FoldCount = 3, InnerFoldCount = 2 }));
        Assert.Matches(@"^row \d+ is bad. This was in outer fold \d of repeat 0; rows are numbered among the 40 of the fold\.$", predicted.Message);

        double[] weights = [.. Enumerable.Range(0, 120).Select(row => row % 4 == 2 ? 0.0 : 1)];
        var last = Assert.Throws<ArgumentException>(() => Tune.Fit(Data, Refuse(rows => rows == 90), new(1, 1), new() { FoldCount = 3, InnerFoldCount = 2 }, new() { SampleWeights = weights }));
        Assert.Equal("Refused. This was in the fits to all rows; rows are numbered among the 90 of weight.", last.Message);
        Assert.StartsWith("trainer returned null for part 0. This was in outer fold 0", Assert.Throws<ArgumentException>("trainer", () => Tune.Fit(Data, (_, _, _) => null!, new(1, 1))).Message, StringComparison.Ordinal);
    }

    /// <summary>Parameter and value are those that were blamed, within one part and within two, and come last in the text.</summary>
    [Theory]
    [InlineData("rows", 7)]
    [InlineData("rows", null)]
    [InlineData(null, null)]
    public void ParameterAndValueAreKept(string? parameter, object? value)
    {
        var given = new ArgumentOutOfRangeException(parameter, value, "row 7 is bad.");
        var end = given.Message["row 7 is bad.".Length..];
        var one = Assert.ThrowsAny<ArgumentOutOfRangeException>(() => CrossValidation.PredictProbabilities(Data, (_, _, _) => throw given, new() { FoldCount = 3 }));
        Assert.Equal((parameter, value, $"row 7 is bad. This was in fold 0 of repeat 0; rows are numbered among the 80 outside the fold.{end}"), (one.ParamName, one.ActualValue, one.Message));
        Assert.Same(given, one.InnerException);
        var two = Assert.ThrowsAny<ArgumentOutOfRangeException>(() => Tune.Fit(Data, (_, _, _) => throw given, new(1, 1), new() { FoldCount = 3, InnerFoldCount = 2 }));
        Assert.Equal(
            (parameter, value, $"row 7 is bad. This was in fold 0 of repeat 0; rows are numbered among the 40 outside the fold. This was in outer fold 0 of repeat 0; rows are numbered among the 80 outside the fold.{end}"),
            (two.ParamName, two.ActualValue, two.Message));
        Assert.Same(given, two.InnerException!.InnerException);
    }

    [Fact]
    public void BagsAndLastFitsAreTold()
    {
        var bag = Assert.Throws<ArgumentException>(() => BaggingClassifier.Fit(Data, (rows, part, input) => part < 2 ? Tree(rows, part, input) : throw new ArgumentException("Refused."), new() { BagCount = 4 }));
        Assert.Matches(@"^Refused\. This was in bag 2; rows are numbered among the \d+ drawn into it\.$", bag.Message);
        var last = Assert.Throws<ArgumentException>(() => CalibratedClassifier.Fit(Data, Refuse(rows => rows == 120), new() { FoldCount = 3 }));
        Assert.Equal("Refused. This was in the fit to all rows; rows are numbered among the 120 of weight.", last.Message);
    }

    private static ClassifierTrainer Refuse(Func<int, bool> isRefused) => (rows, part, input) => isRefused(rows.RowCount) ? throw new ArgumentException("Refused.") : Tree(rows, part, input);

    private static int Missing(Dataset rows)
    {
        for (var row = 0; row < rows.RowCount; row++)
        {
            if (double.IsNaN(rows.Column(1)[row]))
            {
                return row;
            }
        }

        return -1;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private sealed class OwnException(string message) : ArgumentException(message);

    /// <summary>Predicts no row of which a value is missing.</summary>
    private sealed class Picky : IProbabilisticClassifier
    {
        public int ClassCount => 2;

        public int FeatureCount => 2;

        public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1) => throw new NotSupportedException();

        public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1)
        {
            destination.Fill(0.5);
            if (Missing(data) is var row && row >= 0)
            {
                throw new ArgumentOutOfRangeException(null, FormattableString.Invariant($"row {row} is bad."));
            }
        }
    }
}
