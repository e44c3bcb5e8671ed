using Counterweight.ML.Columns;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Trees;
using Microsoft.ML;

namespace Counterweight.ML;

/// <summary>Trainers of this library for several classes, beside those of ML.NET: <c>context.MulticlassClassification.Trainers.GradientBoosting()</c>.</summary>
public static class MulticlassTrainerExtensions
{
    /// <summary>Any trainer of this library, with its options and whatever is built around it: calibration, bagging, prior correction.</summary>
    /// <param name="catalog">The trainers of ML.NET.</param>
    /// <param name="trainer">Fits a classifier: <c>(rows, part, input) => CalibratedClassifier.Fit(rows, other, options, input)</c>. Its part is 0.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key or a number of a class.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">What a row counts, finite and at least 0; null: all rows count the same.</param>
    public static ClassifierEstimator Classifier(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, ClassifierTrainer trainer, string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(trainer);
        return new(trainer, ColumnNames.Of(labelColumnName, featureColumnName, exampleWeightColumnName), isBinary: false);
    }

    /// <summary>Gradient boosting of trees: see <see cref="GradientBoostingClassifier"/>.</summary>
    /// <param name="catalog">The trainers of ML.NET.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key or a number of a class.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">What a row counts, finite and at least 0; null: all rows count the same.</param>
    /// <param name="options">Null for the defaults, on all processors.</param>
    public static ClassifierEstimator GradientBoosting(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, GradientBoostingOptions? options = null) =>
        catalog.Classifier((rows, _, input) => GradientBoostingClassifier.Fit(rows, options ?? Defaults.GradientBoosting, input), labelColumnName, featureColumnName, exampleWeightColumnName);

    /// <summary>A random forest: see <see cref="RandomForestClassifier"/>.</summary>
    /// <param name="catalog">The trainers of ML.NET.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key or a number of a class.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">What a row counts, finite and at least 0; null: all rows count the same.</param>
    /// <param name="options">Null for the defaults, on all processors.</param>
    public static ClassifierEstimator RandomForest(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, RandomForestOptions? options = null) =>
        catalog.Classifier((rows, _, input) => RandomForestClassifier.Fit(rows, options ?? Defaults.RandomForest, input), labelColumnName, featureColumnName, exampleWeightColumnName);

    /// <summary>A forest of extremely randomised trees: see <see cref="ExtraTreesClassifier"/>.</summary>
    /// <param name="catalog">The trainers of ML.NET.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key or a number of a class.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">What a row counts, finite and at least 0; null: all rows count the same.</param>
    /// <param name="options">Null for the defaults, on all processors.</param>
    public static ClassifierEstimator ExtraTrees(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, ExtraTreesOptions? options = null) =>
        catalog.Classifier((rows, _, input) => ExtraTreesClassifier.Fit(rows, options ?? Defaults.ExtraTrees, input), labelColumnName, featureColumnName, exampleWeightColumnName);

    /// <summary>A decision tree: see <see cref="DecisionTreeClassifier"/>.</summary>
    /// <param name="catalog">The trainers of ML.NET.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key or a number of a class.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">What a row counts, finite and at least 0; null: all rows count the same.</param>
    /// <param name="options">Null for the defaults, on all processors.</param>
    public static ClassifierEstimator DecisionTree(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, DecisionTreeOptions? options = null) =>
        catalog.Classifier((rows, _, input) => DecisionTreeClassifier.Fit(rows, options ?? Defaults.DecisionTree, input), labelColumnName, featureColumnName, exampleWeightColumnName);

    /// <summary>Logistic regression: see <see cref="LogisticRegressionClassifier"/>.</summary>
    /// <param name="catalog">The trainers of ML.NET.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key or a number of a class.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">What a row counts, finite and at least 0; null: all rows count the same.</param>
    /// <param name="options">Null for the defaults, on all processors.</param>
    public static ClassifierEstimator LogisticRegression(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, LogisticRegressionOptions? options = null) =>
        catalog.Classifier((rows, _, input) => LogisticRegressionClassifier.Fit(rows, options ?? Defaults.LogisticRegression, input), labelColumnName, featureColumnName, exampleWeightColumnName);

    /// <summary>AdaBoost of trees: see <see cref="AdaBoostClassifier"/>.</summary>
    /// <param name="catalog">The trainers of ML.NET.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key or a number of a class.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">What a row counts, finite and at least 0; null: all rows count the same.</param>
    /// <param name="options">Null for the defaults, on all processors.</param>
    public static ClassifierEstimator AdaBoost(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, AdaBoostOptions? options = null) =>
        catalog.Classifier((rows, _, input) => AdaBoostClassifier.Fit(rows, options ?? Defaults.AdaBoost, input), labelColumnName, featureColumnName, exampleWeightColumnName);

    /// <summary>EasyEnsemble, AdaBoost on balanced bags: see <see cref="EasyEnsembleClassifier"/>.</summary>
    /// <param name="catalog">The trainers of ML.NET.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key or a number of a class.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">What a row counts, finite and at least 0; null: all rows count the same.</param>
    /// <param name="options">Null for the defaults, on all processors.</param>
    public static ClassifierEstimator EasyEnsemble(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, EasyEnsembleOptions? options = null) =>
        catalog.Classifier((rows, _, input) => EasyEnsembleClassifier.Fit(rows, options ?? Defaults.EasyEnsemble, input), labelColumnName, featureColumnName, exampleWeightColumnName);
}
