using Counterweight.Training.Boosting;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Models;

/// <summary>All kinds of models that can be read.</summary>
internal static class ModelKinds
{
    private static readonly Dictionary<string, Func<ModelReader, ISavedModel>> Readers = new(StringComparer.Ordinal)
    {
        [KindOf<DecisionTreeClassifier>()] = DecisionTreeClassifier.Read,
        [KindOf<AdaBoostClassifier>()] = AdaBoostClassifier.Read,
        [KindOf<RandomForestClassifier>()] = RandomForestClassifier.Read,
        [KindOf<ExtraTreesClassifier>()] = ExtraTreesClassifier.Read,
        [KindOf<GradientBoostingClassifier>()] = GradientBoostingClassifier.Read,
        [KindOf<GradientBoostingRegressor>()] = GradientBoostingRegressor.Read,
        [KindOf<LogisticRegressionClassifier>()] = LogisticRegressionClassifier.Read,
        [KindOf<BaggingClassifier>()] = BaggingClassifier.Read,
        [KindOf<EasyEnsembleClassifier>()] = EasyEnsembleClassifier.Read,
        [KindOf<PriorCorrectedClassifier>()] = PriorCorrectedClassifier.Read,
        [KindOf<CalibratedClassifier>()] = CalibratedClassifier.Read,
    };

    /// <summary>Reads a model of some kind.</summary>
    /// <exception cref="InvalidDataException">There is no such kind, or it makes no model.</exception>
    public static ISavedModel Read(string kind, ModelReader reader) => Readers.TryGetValue(kind, out var read)
        ? read(reader)
        : throw new InvalidDataException(Require.Text($"The file holds a model of kind '{kind}', which this version does not know."));

    private static string KindOf<TModel>()
        where TModel : class, IModelReader<TModel> => TModel.KindName;
}
