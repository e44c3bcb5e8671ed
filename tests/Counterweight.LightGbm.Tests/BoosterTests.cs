using System.Runtime.InteropServices;
using Counterweight.LightGbm.Native;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Training.Data;
using Counterweight.Training.Interchange;
using Counterweight.Training.Tests;
using Xunit;

namespace Counterweight.LightGbm.Tests;

/// <summary>Rounds in LightGBM itself.</summary>
public sealed partial class BoosterTests
{
    private const int Rounds = 20;

    private static readonly (string Name, string Value)[] Parameters =
        [("num_leaves", "7"), ("min_data_in_leaf", "3"), ("num_threads", "1"), ("deterministic", "true"), ("force_row_wise", "true")];

    [Fact]
    public void CrossEntropyIsLightGbmsOwnObjective()
    {
        NativeLibraryHere.IsNeeded();
        var data = TestData.Pima();
        using var rows = LightGbmDataset.Create(data);
        using var booster = new LightGbmBooster(rows, LightGbmObjective.Of(new BinaryCrossEntropy<float>(), Targets(data)), Parameters);
        Grow(booster);
        AssertNear(OwnScores(rows, "objective=binary", data.RowCount), booster, data);
    }

    [Fact]
    public void SoftmaxCrossEntropyIsLightGbmsOwnObjective()
    {
        NativeLibraryHere.IsNeeded();
        var data = TestData.Glass();
        using var rows = LightGbmDataset.Create(data);
        using var booster = new LightGbmBooster(rows, LightGbmObjective.OfClasses(new SoftmaxCrossEntropy<float>(), data.ClassCount, data.Labels.ToArray()), Parameters);
        Grow(booster);
        AssertNear(OwnScores(rows, $"objective=multiclass num_class={data.ClassCount}", data.RowCount * data.ClassCount), booster, data);
    }

    [Fact]
    public void ThreadsPredictByOneBoosterAtOnce()
    {
        NativeLibraryHere.IsNeeded();
        var data = TestData.Pima();
        using var rows = LightGbmDataset.Create(data);
        using var booster = new LightGbmBooster(rows, LightGbmObjective.Of(new BinaryCrossEntropy<float>(), Targets(data)), Parameters);
        Grow(booster);
        var expected = new double[data.RowCount];
        booster.PredictScores(data, expected);
        using var start = new Barrier(4);
        var differences = new int[4];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(thread => new Thread(() =>
        {
            var own = new double[data.RowCount];
            start.SignalAndWait();
            for (var round = 0; round < 50; round++)
            {
                Array.Clear(own);
                booster.PredictScores(data, own);
                differences[thread] += own.AsSpan().SequenceEqual(expected) ? 0 : 1;
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal([0, 0, 0, 0], differences);
    }

    [Fact]
    public void AFileIsReadByThisLibraryWithTheSameBits()
    {
        NativeLibraryHere.IsNeeded();
        var data = TestData.Glass();
        using var rows = LightGbmDataset.Create(data);
        using var booster = new LightGbmBooster(
            rows, LightGbmObjective.OfClasses(new SoftmaxFocalLoss<float>(2), data.ClassCount, data.Labels.ToArray(), Enumerable.Range(1, data.ClassCount).Select(k => (float)k).ToArray()), Parameters);
        Grow(booster);
        using var file = new MemoryStream();
        booster.Save(file);
        Assert.True(file.Length > 1 << 16 && !file.ToArray().Contains((byte)0));
        file.Position = 0;
        var loaded = LightGbmFile.LoadScores(file);
        var (expected, actual) = (new double[data.RowCount * data.ClassCount], new double[data.RowCount * data.ClassCount]);
        booster.PredictScores(data, expected);
        loaded.Model.PredictScores(data, actual);
        Assert.Equal(expected, actual);
        Assert.Equal(data.FeatureNames, loaded.Schema.Features.Select(feature => feature.Name), StringComparer.Ordinal);

        using var first = new MemoryStream();
        booster.Save(first, roundCount: 3);
        Assert.True(first.Length < 1 << 16 && !first.ToArray().Contains((byte)0));
        first.Position = 0;
        Assert.Equal(3 * data.ClassCount, LightGbmFile.LoadScores(first).Model.TreeCount);
        Assert.Throws<ArgumentOutOfRangeException>("roundCount", () => booster.Save(first, Rounds + 1));
        Assert.Throws<ArgumentOutOfRangeException>("roundCount", () => booster.Save(first, -1));
        Assert.Throws<ArgumentNullException>("destination", () => booster.Save(null!));
        using var readable = new MemoryStream([], writable: false);
        Assert.StartsWith("destination cannot be written: ", Assert.Throws<ArgumentException>("destination", () => booster.Save(readable)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScoresOfValidationRowsAreKept()
    {
        NativeLibraryHere.IsNeeded();
        var data = TestData.Glass();
        var split = StratifiedSplit.Create(data.Labels, 0.3, 0);
        var (train, test) = (data.Subset([.. split.TrainRows]), data.Subset([.. split.TestRows]));
        var objective = LightGbmObjective.OfClasses(new LogitAdjustedCrossEntropy<float>(Fractions(train), 1), train.ClassCount, train.Labels.ToArray());
        LightGbmBooster booster;

        // The booster reads both on.
        using (var rows = LightGbmDataset.Create(train))
        using (var validation = LightGbmDataset.Create(test, reference: rows))
        {
            booster = new(rows, objective, Parameters);
            Assert.Equal(1, booster.AddValidation(validation));
        }

        using (booster)
        {
            Grow(booster);
            var kept = new double[test.RowCount * test.ClassCount];
            booster.CopyScores(kept, index: 1);
            var predicted = new double[kept.Length];
            booster.PredictScores(test, predicted);
            Assert.Equal(predicted, Enumerable.Range(0, kept.Length).Select(i => kept[(i % test.ClassCount * test.RowCount) + (i / test.ClassCount)]));
            Assert.Throws<ArgumentOutOfRangeException>("index", () => booster.CopyScores(kept, index: 2));
            Assert.Throws<ArgumentException>("destination", () => booster.CopyScores(kept));
        }
    }

    [Fact]
    public void TheLossOfTrainingRowsFalls()
    {
        NativeLibraryHere.IsNeeded();
        var data = TestData.Pima();
        using var rows = LightGbmDataset.Create(data);
        using var booster = new LightGbmBooster(rows, LightGbmObjective.Of(new AsymmetricLoss<float>(1, 4, 0.05f), Targets(data)), Parameters);
        var losses = Grow(booster);
        Assert.Equal(Rounds, booster.RoundCount);
        Assert.All(losses.Zip(losses.Skip(1)), pair => Assert.True(pair.Second < pair.First));
    }

    [Fact]
    public void RowsWithoutWeightTeachNothing()
    {
        NativeLibraryHere.IsNeeded();
        var data = TestData.Pima();
        using var rows = LightGbmDataset.Create(data);
        float[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => row % 3 == 0 ? 0f : 2)];
        float[] wrong = [.. Targets(data).Select((target, row) => row % 3 == 0 ? 1 - target : target)];
        double[] Scores(float[] targets)
        {
            using var booster = new LightGbmBooster(rows, LightGbmObjective.Of(new BinaryCrossEntropy<float>(), targets, weights), Parameters);
            Grow(booster);
            var scores = new double[data.RowCount];
            booster.PredictScores(data, scores);
            return scores;
        }

        Assert.Equal(Scores(Targets(data)), Scores(wrong));
    }

    [Fact]
    public void ThreadsChangeNoBitWithTheParametersOfTheReadme()
    {
        NativeLibraryHere.IsNeeded();
        var data = TestData.Shuttle();
        using var rows = LightGbmDataset.Create(data);
        double[] Scores(int threads)
        {
            using var booster = new LightGbmBooster(
                rows,
                LightGbmObjective.OfClasses(new SoftmaxFocalLoss<float>(2), data.ClassCount, data.Labels.ToArray()),
                [("num_threads", $"{threads}"), ("deterministic", "true"), ("force_row_wise", "true")]);
            for (var round = 0; round < 3; round++)
            {
                booster.Update(threads);
            }

            var scores = new double[data.RowCount * data.ClassCount];
            booster.CopyScores(scores);
            return scores;
        }

        Assert.Equal(Scores(1), Scores(2));
    }

    [Fact]
    public void CategoriesAreSplitAsCategories()
    {
        NativeLibraryHere.IsNeeded();
        int[] labels = [.. Enumerable.Range(0, 400).Select(row => row % 8 is 1 or 4 or 6 ? 1 : 0)];
        double[] values = [.. Enumerable.Range(0, 400).Select(row => (double)(row % 8))];
        var data = new Dataset(["a kind: of"], ["no", "yes"], values, labels).WithCategories([["a", "b", "c", "d", "e", "f", "g", "h"]]);
        using var rows = LightGbmDataset.Create(data);
        using var booster = new LightGbmBooster(rows, LightGbmObjective.Of(new BinaryFocalLoss<float>(1), Targets(data)), Parameters);
        Grow(booster);
        using var file = new MemoryStream();
        booster.Save(file);
        var text = System.Text.Encoding.UTF8.GetString(file.ToArray());
        Assert.Contains("num_cat=1", text, StringComparison.Ordinal);
        Assert.Contains("feature_names=a_kind__of", text, StringComparison.Ordinal);
    }

    [Fact]
    public void FloatsByRowAreTheSameAsDoublesByColumn()
    {
        NativeLibraryHere.IsNeeded();
        var data = TestData.Glass();
        float[] byRow = [.. Enumerable.Range(0, data.RowCount * data.FeatureCount).Select(i => (float)data.Column(i % data.FeatureCount)[i / data.FeatureCount])];
        double[] byColumn = [.. Enumerable.Range(0, byRow.Length).Select(i => (double)byRow[(i % data.RowCount * data.FeatureCount) + (i / data.RowCount)])];
        var objective = LightGbmObjective.OfClasses(new SoftmaxCrossEntropy<float>(), data.ClassCount, data.Labels.ToArray());
        using var one = LightGbmDataset.Create<float>(byRow, data.FeatureCount);
        using var other = LightGbmDataset.Create<double>(byColumn, data.FeatureCount, isRowMajor: false);
        using var first = new LightGbmBooster(one, objective, Parameters);
        using var second = new LightGbmBooster(other, objective, Parameters);
        Grow(first);
        Grow(second);
        var (expected, actual) = (new double[data.RowCount * data.ClassCount], new double[data.RowCount * data.ClassCount]);
        first.PredictScores<float>(byRow, expected);
        second.PredictScores<double>(byColumn, actual, isRowMajor: false);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void NothingToSplitEndsTheRounds()
    {
        NativeLibraryHere.IsNeeded();
        using var rows = LightGbmDataset.Create<float>([1, 1, 1, 1], 1);
        using var booster = new LightGbmBooster(rows, LightGbmObjective.Of(new BinaryCrossEntropy<float>(), new[] { 0f, 1, 1, 0 }));
        Assert.True(booster.Update().IsFinished);
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        NativeLibraryHere.IsNeeded();
        var data = TestData.Pima();
        using var rows = LightGbmDataset.Create(data);
        var objective = LightGbmObjective.Of(new BinaryCrossEntropy<float>(), Targets(data));
        using var booster = new LightGbmBooster(rows, objective, Parameters);
        Assert.Throws<ArgumentException>("objective", () => new LightGbmBooster(rows, LightGbmObjective.Of(new BinaryCrossEntropy<float>(), new float[3])));
        Assert.Throws<ArgumentException>("data", () => booster.PredictScores(TestData.Glass(), new double[214]));
        Assert.Throws<ArgumentException>("destination", () => booster.PredictScores(data, new double[3]));
        Assert.Throws<ArgumentException>("features", () => booster.PredictScores<float>(new float[9], new double[1]));
        Assert.Throws<NotSupportedException>(() => booster.PredictScores<int>(new int[8], new double[1]));
        Assert.Throws<ArgumentException>("features", () => LightGbmDataset.Create<float>([], 2));
        Assert.Throws<ArgumentOutOfRangeException>("featureCount", () => LightGbmDataset.Create<float>([1], 0));
        Assert.Throws<ArgumentException>("featureCount", () => LightGbmDataset.Create<float>([1, 2], 2, reference: rows));
        using var narrow = LightGbmDataset.Create<float>([1, 2, 3], 1);
        Assert.Throws<ArgumentException>("validation", () => booster.AddValidation(narrow));
        var error = Assert.Throws<LightGbmException>(() => new LightGbmBooster(rows, objective, [("num_leaves", "1")]));
        Assert.Contains("num_leaves", error.Message, StringComparison.Ordinal);
        booster.PredictScores<float>([], []);
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => booster.Update(0));
        Assert.Equal(0, booster.RoundCount);
    }

    [LibraryImport("lib_lightgbm")]
    private static partial int LGBM_BoosterUpdateOneIter(BoosterHandle booster, out int isFinished);

    private static float[] Targets(Dataset data) => [.. data.Labels.ToArray().Select(label => (float)label)];

    private static float[] Fractions(Dataset data) => [.. data.CountClasses().Select(count => count / (float)data.RowCount)];

    private static double[] Grow(LightGbmBooster booster) => [.. Enumerable.Range(0, Rounds).Select(_ => booster.Update().Loss.Loss)];

    /// <summary>Scores of LightGBM with an objective of its own, class by class.</summary>
    private static unsafe double[] OwnScores(LightGbmDataset rows, string objective, int length)
    {
        LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterCreate(rows.Handle, ParameterText.Of(Parameters) + $" boost_from_average=false {objective}", out var booster));
        using var handle = new BoosterHandle(booster);
        handle.Hold(rows.Handle);
        for (var round = 0; round < Rounds; round++)
        {
            LightGbmLibrary.Check(LGBM_BoosterUpdateOneIter(handle, out _));
        }

        var text = new byte[1 << 22];
        fixed (byte* target = text)
        {
            LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterSaveModelToString(handle, 0, 0, 0, text.Length, out var bytes, target));
            Assert.InRange(bytes, 2, text.Length);
            var model = LightGbmFile.LoadScores(new MemoryStream(text, 0, (int)bytes - 1)).Model;
            var scores = new double[length];
            model.PredictScores(length == TestData.Pima().RowCount ? TestData.Pima() : TestData.Glass(), scores);
            return scores;
        }
    }

    /// <summary>Gradients differ by their last digits, which changes leaves by so much, and no split here.</summary>
    private static void AssertNear(double[] expected, LightGbmBooster booster, Dataset data)
    {
        var actual = new double[expected.Length];
        booster.PredictScores(data, actual);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }
}
