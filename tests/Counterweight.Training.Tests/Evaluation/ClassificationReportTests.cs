using Counterweight.Training.Evaluation;
using Xunit;

namespace Counterweight.Training.Tests.Evaluation;

public class ClassificationReportTests
{
    [Fact]
    public void MeasuresFollowFromTheConfusionMatrix()
    {
        var report = new ClassificationReport([0, 0, 0, 0, 1, 1, 2], [0, 0, 0, 1, 1, 0, 2], 3);

        Assert.Equal(1, report.Confusion(0, 1));
        Assert.Equal(4, report.Support(0));
        Assert.Equal(0.75, report.Recall(0));
        Assert.Equal((0.75 + 0.5 + 1) / 3, report.BalancedAccuracy, 1e-15);
        Assert.Equal((0.75 + 0.5 + 1) / 3, report.MacroF1, 1e-15);
        Assert.Equal((1, 5.0 / 7), (report.Matrix[1, 0], report.Matrix.Accuracy));
    }

    [Fact]
    public void AbsentClassesAreLeftOut()
    {
        // Class 1 has no row but is predicted, class 3 neither.
        var report = new ClassificationReport([0, 0, 2], [0, 1, 2], 4);

        Assert.True(double.IsNaN(report.Recall(1)));
        Assert.Equal(0.75, report.BalancedAccuracy);
        Assert.Equal(((2.0 / 3) + 0 + 1) / 3, report.MacroF1, 1e-15);
    }

    [Fact]
    public void NoRowsHaveNoMeasure()
    {
        var report = new ClassificationReport([], [], 2);

        Assert.True(double.IsNaN(report.BalancedAccuracy));
        Assert.True(double.IsNaN(report.MacroF1));
    }

    [Fact]
    public void LabelsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassificationReport([0], [2], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassificationReport([-1], [0], 2));
        Assert.Throws<ArgumentOutOfRangeException>("predicted", () => new ClassificationReport([0], [-1], 2));
        Assert.Throws<ArgumentException>(() => new ClassificationReport([0], [], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassificationReport([], [], 0));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 0)]
    [InlineData(-1, 3)]
    [InlineData(0, 3)]
    public void ClassesThatAreNotThereAreRefused(int actual, int predicted)
    {
        // (0, 4) of three classes would be the cell (1, 1).
        var report = new ClassificationReport([0, 1, 1], [0, 1, 1], 3);

        Assert.Throws<ArgumentOutOfRangeException>(() => report.Confusion(actual, predicted));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => report.Support(3));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => report.Recall(-1));
    }

    [Fact]
    public void TensOfThousandsOfClassesAreMeasured()
    {
        // A matrix of all cells would take 20 GB and has more than int.MaxValue cells.
        const int Classes = 50_000;
        int[] actual = [.. Enumerable.Range(0, Classes)];
        int[] predicted = [.. actual.Select(label => label % 2 == 0 ? label : Classes - 1)];
        var report = new ClassificationReport(actual, predicted, Classes);

        Assert.Equal(1, report.Confusion(49_997, Classes - 1));
        Assert.Equal(0, report.Confusion(49_997, 49_997));
        Assert.Equal(25_001.0 / Classes, report.BalancedAccuracy, 1e-12);
        Assert.Equal((25_000 + (2.0 / 25_001)) / Classes, report.MacroF1, 1e-12);
    }
}
