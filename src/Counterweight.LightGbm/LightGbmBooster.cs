using System.Globalization;
using Counterweight.LightGbm.Native;
using Counterweight.Losses;
using Counterweight.Training;
using Counterweight.Training.Data;

namespace Counterweight.LightGbm;

/// <summary>
/// A model that LightGBM grows by a loss of this library: each round it gets the loss's gradients and Hessians and adds a tree, or one
/// for each class.
/// </summary>
/// <remarks>
/// Scores start at 0, not at the log-odds of the classes. LightGBM's own weights of rows and <c>scale_pos_weight</c> have no effect on a loss from
/// outside: weights belong to the <see cref="LightGbmObjective"/>. Several threads may
/// predict scores by a booster at once; all else is for one thread, and at a time when none predicts.
/// </remarks>
public sealed class LightGbmBooster : IDisposable
{
    private const int RawScores = 1;

    private readonly BoosterHandle handle;
    private readonly LightGbmObjective objective;
    private readonly List<int> validationRows = [];
    private readonly double[] scores;
    private readonly float[] gradients;
    private readonly float[] hessians;

    /// <summary>A model without trees.</summary>
    /// <param name="training">Training rows.</param>
    /// <param name="objective">The loss of the same rows.</param>
    /// <param name="parameters">LightGBM's parameters of training with their values, such as <c>("num_leaves", "7")</c>. Objective and number of classes are the loss's. LightGBM ignores names that it does not know, and says so with <c>("verbosity", "0")</c>.</param>
    /// <exception cref="ArgumentException">
    /// Another number of rows, or a parameter that LightGBM would misread. Also <c>boosting=dart</c>, which changes its trees while scores are read, <c>linear_tree</c> where the dataset was
    /// made without it, <c>interaction_constraints</c> of features that are not there, and a file of forced splits that is not there or of another form.
    /// </exception>
    /// <exception cref="ObjectDisposedException"><paramref name="training"/> has been disposed of.</exception>
    /// <exception cref="LightGbmException">LightGBM refuses a parameter.</exception>
    public LightGbmBooster(LightGbmDataset training, LightGbmObjective objective, IReadOnlyList<(string Name, string Value)>? parameters = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(objective);
        if (objective.RowCount != training.RowCount)
        {
            throw Require.Misfit($"objective has {objective.RowCount} rows, training has {training.RowCount}.", nameof(objective));
        }

        var text = ParameterText.Of(parameters) + Require.Text($" objective=none num_class={objective.OutputCount}");
        CheckParameters(training, parameters);
        (scores, gradients, hessians) = (new double[Length(objective)], new float[Length(objective)], new float[Length(objective)]);
        training.SetLabels(objective.Labels);
        LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterCreate(training.Handle, text, out var booster));
        handle = new(booster);
        handle.Hold(training.Handle);
        (this.objective, FeatureCount) = (objective, training.FeatureCount);
    }

    /// <summary>Number of features.</summary>
    public int FeatureCount { get; }

    /// <summary>Scores of a row: 1, or one a class.</summary>
    public int OutputCount => objective.OutputCount;

    /// <summary>Rounds that have been made.</summary>
    public int RoundCount
    {
        get
        {
            LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterGetCurrentIteration(handle, out var rounds));
            return rounds;
        }
    }

    /// <summary>Adds rows whose scores LightGBM keeps up to date beside those of the training rows.</summary>
    /// <param name="validation">Rows made with the training rows as their reference.</param>
    /// <returns>The number for <see cref="CopyScores"/>: 1 for the first, 2 for the second and so on.</returns>
    /// <exception cref="ArgumentException">Another number of features.</exception>
    /// <exception cref="LightGbmException">LightGBM refuses the rows: their bins are others.</exception>
    public int AddValidation(LightGbmDataset validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        if (validation.FeatureCount != FeatureCount)
        {
            throw Require.Misfit($"validation has {validation.FeatureCount} features, the training rows have {FeatureCount}.", nameof(validation));
        }

        LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterAddValidData(handle, validation.Handle));
        handle.Hold(validation.Handle);
        validationRows.Add(validation.RowCount);
        return validationRows.Count;
    }

    /// <summary>One round: evaluates the loss at the scores so far, and adds what LightGBM grows from it.</summary>
    /// <param name="degreeOfParallelism">Threads of the loss, at least 1; those of LightGBM are its parameter <c>num_threads</c>.</param>
    /// <returns>The loss before the round, and whether LightGBM could grow nothing: then it never will.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degreeOfParallelism"/> is less than 1.</exception>
    /// <exception cref="ArithmeticException">A gradient or Hessian is not finite (the message names it). No round was made.</exception>
    /// <exception cref="LightGbmException">LightGBM refuses the round.</exception>
    public unsafe (LossSum Loss, bool IsFinished) Update(int degreeOfParallelism = 1)
    {
        CopyScores(scores);
        var loss = objective.Evaluate(scores, gradients, hessians, degreeOfParallelism);
        fixed (float* first = gradients, second = hessians)
        {
            LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterUpdateOneIterCustom(handle, first, second, out var isFinished));
            return (loss, isFinished != 0);
        }
    }

    /// <summary>The scores of training or validation rows, which LightGBM knows without predicting.</summary>
    /// <param name="destination">n·K scores, class by class.</param>
    /// <param name="index">0 for the training rows, or what <see cref="AddValidation"/> returned.</param>
    /// <exception cref="ArgumentException">Another number of scores.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no such rows.</exception>
    public unsafe void CopyScores(Span<double> destination, int index = 0)
    {
        Require.Index(index, validationRows.Count + 1, nameof(index));
        CheckLength(destination.Length, index == 0 ? objective.RowCount : validationRows[index - 1], nameof(destination));
        fixed (double* target = destination)
        {
            LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterGetPredict(handle, index, out _, target));
        }
    }

    /// <summary>Scores of any rows.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">n × p numbers; NaN is missing.</param>
    /// <param name="destination">n × K scores, row by row.</param>
    /// <param name="isRowMajor">Whether the numbers of a row lie side by side, or those of a feature.</param>
    /// <exception cref="ArgumentException">No whole number of rows, or another number of scores.</exception>
    public unsafe void PredictScores<T>(ReadOnlySpan<T> features, Span<double> destination, bool isRowMajor = true)
        where T : unmanaged
    {
        var (type, rows) = (Matrix.TypeOf<T>(), Matrix.RowCount(features.Length, FeatureCount));
        CheckLength(destination.Length, rows, nameof(destination));
        if (rows == 0)
        {
            return;
        }

        fixed (T* data = features)
        fixed (double* target = destination)
        {
            LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterPredictForMat(
                handle, data, type, rows, FeatureCount, isRowMajor ? 1 : 0, RawScores, startIteration: 0, iterations: -1, "verbosity=-1", out _, target));
        }
    }

    /// <summary>Scores of the rows of a dataset of this library.</summary>
    /// <param name="data">Rows of as many features.</param>
    /// <param name="destination">n × K scores, row by row.</param>
    /// <exception cref="ArgumentException">Another number of features or scores.</exception>
    public void PredictScores(Dataset data, Span<double> destination)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.FeatureCount != FeatureCount)
        {
            throw Require.Misfit($"data has {data.FeatureCount} features, the model has {FeatureCount}.", nameof(data));
        }

        PredictScores<double>(LightGbmDataset.ColumnMajor(data), destination, isRowMajor: false);
    }

    /// <summary>Writes the model as LightGBM's text; <c>LightGbmFile.LoadScores</c> reads it, and whatever reads LightGBM's files.</summary>
    /// <param name="destination">Written from its position on, as UTF-8; not closed.</param>
    /// <param name="roundCount">Rounds to write, from the first on; 0 for all.</param>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="roundCount"/> is below 0 or more than there are.</exception>
    public unsafe void Save(Stream destination, int roundCount = 0)
    {
        Require.Writable(destination, nameof(destination));
        Require.Index(roundCount, RoundCount + 1, nameof(roundCount));
        var text = new byte[1 << 16];
        while (true)
        {
            fixed (byte* target = text)
            {
                LightGbmLibrary.Check(LightGbmLibrary.LGBM_BoosterSaveModelToString(handle, startIteration: 0, roundCount, importance: 0, text.Length, out var length, target));
                if (length <= text.Length)
                {
                    // The last byte ends the text in C.
                    destination.Write(text, 0, (int)length - 1);
                    return;
                }

                text = new byte[length];
            }
        }
    }

    /// <summary>Frees LightGBM's memory.</summary>
    public void Dispose() => handle.Dispose();

    private static int Length(LightGbmObjective objective) => objective.RowCount * objective.OutputCount;

    /// <summary>Refuses what LightGBM would answer with a wrong model or the end of the process.</summary>
    private static void CheckParameters(LightGbmDataset training, IReadOnlyList<(string Name, string Value)>? parameters)
    {
        ForcedFiles.Check(parameters, training.FeatureCount);
        if (ParameterText.Values(parameters, ParameterText.Boosting).Contains("dart"))
        {
            throw Require.Misfit($"parameters has boosting=dart; it turns trees around while the scores for a loss from outside are read, and a model read then is another.", nameof(parameters));
        }

        if (!training.HasRawValues && ParameterText.IsTrue(parameters, ParameterText.LinearTree))
        {
            throw Require.Misfit($"parameters has linear_tree; the parameters of the dataset training must have it too.", nameof(parameters));
        }

        foreach (var text in ParameterText.Values(parameters, "interaction_constraints"))
        {
            foreach (var feature in text.Split(['[', ']', ','], StringSplitOptions.RemoveEmptyEntries))
            {
                if (!int.TryParse(feature, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= training.FeatureCount)
                {
                    throw Require.Misfit($"parameters has interaction_constraints with the feature '{feature}'; it must be a number from 0 to {training.FeatureCount - 1}.", nameof(parameters));
                }
            }
        }
    }

    private void CheckLength(int length, int rows, string name)
    {
        if (length != (long)rows * OutputCount)
        {
            throw Require.Misfit($"{name} has {length} numbers; {rows} rows of {OutputCount} scores are asked for.", name);
        }
    }
}
