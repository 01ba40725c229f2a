# Ce que les administrateurs voient du portail lui-même.

nav-administration = Administration
administration-nav = Administration
administration-overview = Vue d’ensemble
administration-title = Administration
administration-lead = Trip Management { $version }, réponse de { $instance }.
administration-mails-text = Ce qui est parti, ce qui attend et ce qu’a répondu le serveur de messagerie.
administration-mails-failed =
    { $count ->
        [one] { $count } e-mail n’a pas pu être envoyé
       *[other] { $count } e-mails n’ont pas pu être envoyés
    }
administration-mails-waiting =
    { $count ->
        [one] { $count } e-mail est en cours d’envoi
       *[other] { $count } e-mails sont en cours d’envoi
    }
administration-mails-good = Rien n’attend
administration-api-text = Ce que les programmes peuvent faire ici, à lire et à essayer.
administration-deployments-text = Quelles tâches répondent, et de quelle version : bleu et vert côte à côte.
administration-health-text = Base de données, migrations, messagerie, disque et horloge, vus par cette tâche.
administration-health-good = Tout fonctionne

## Ce qui s’actualise tout seul

live-refresh = Actualiser
live-on = S’actualise automatiquement
live-off = En pause ; actualisez pour reprendre

answer-yes = Oui
answer-no = Non
unit-milliseconds = { $number } ms
unit-bytes = { $number } octets
unit-kilobytes = { $number } ko
unit-megabytes = { $number } Mo
unit-gigabytes = { $number } Go
unit-terabytes = { $number } To
environment-production = Production
environment-development = Développement

## Déploiements

deployments-title = Déploiements
deployments-lead = Les tâches qui répondent en ce moment, par version. Pendant un déploiement, l’ancienne et la nouvelle apparaissent côte à côte.
deployments-count =
    { $instances ->
        [one] { $instances } tâche
       *[other] { $instances } tâches
    } de { $builds ->
        [one] { $builds } version
       *[other] { $builds } versions
    }
deployments-build-gone = N’est plus en service
deployments-production = En production
deployments-preview = En préversion
deployments-no-listener = Aucune requête récente par un répartiteur de charge
deployments-answers-you = Cette tâche vous répond
deployments-alive = Active
deployments-gone = Disparue
deployments-started = Démarrée
deployments-last-seen = Vue
deployments-environment = Environnement
deployments-schema = Dernière migration connue
deployments-note = Toutes les 10 secondes, une tâche signale qu’elle est active. Sans signe de vie pendant une minute, elle est considérée comme disparue, puis oubliée après un jour. « En production » et « En préversion » indiquent par quelle entrée du répartiteur de charge des requêtes sont arrivées ces cinq dernières minutes.

## État

health-title = État
health-lead = Ce que la tâche { $instance } constate autour d’elle.
health-overall-up = Cette tâche fonctionne et accepte les requêtes
health-overall-down = Cette tâche ne peut pas travailler : elle n’a pas de base de données
health-overall-ending = Cette tâche s’arrête
health-note = Les programmes lisent la même chose à l’adresse
health-up = Fonctionne
health-down = Ne fonctionne pas
health-out-of-service = S’arrête
health-unknown = Non configuré
health-error = Erreur
health-failed = La vérification n’a pas abouti ; la réponse obtenue figure ci-dessous.
health-database = Base de données
health-latency = Répond en
health-role = Rôle
health-writer = Écriture
health-reader = Lecture seule
health-version = PostgreSQL
health-tls = TLS
health-connections = Connexions du serveur
health-max-connections = Au plus
health-database-reader = C’est une copie en lecture seule. Indiquez dans les réglages le point d’accès en écriture du cluster.
health-database-full = Toutes les connexions du serveur sont utilisées. Diminuez DATABASE_POOL_SIZE ou augmentez max_connections.
health-migrations = Migrations
health-applied = Appliquées
health-newest = Dernière
health-pending = Manquantes
health-newer = D’une version plus récente
health-migrations-pending = Il manque des migrations de cette version. Redémarrez la tâche ou exécutez tripmgmt migrate.
health-migrations-newer = Une version plus récente est passée par là, comme pendant un déploiement. Celle-ci continue de fonctionner.
health-pool = Connexions de cette tâche
health-pool-used = Utilisées
health-pool-idle = Disponibles
health-pool-max = Au plus
health-pool-copies = Pages lues au point de lecture
health-mail = Messagerie
health-mail-configured = Configurée
health-mail-waiting = En attente
health-mail-failed = Abandonnés
health-mail-oldest = Le plus ancien attend depuis le
health-mail-words = Dernier refus du serveur
health-mail-not-configured = Rien n’est envoyé. Définissez SMTP_URL, MAIL_FROM et PUBLIC_URL, ou transmettez les liens vous-même.
health-mail-stuck = Les e-mails ne partent pas. La réponse du serveur figure avec chacun d’eux, sous E-mails.
health-disk = Disque
health-disk-path = Volume
health-disk-free = Libre
health-disk-total = Au total
health-disk-read-only = Lecture seule
health-disk-full = Le volume est presque plein. Libérez de la place ou donnez à la tâche un volume plus grand.
health-clock = Horloge
health-clock-ahead = Avance de la base de données
health-clock-wrong =
    { $seconds ->
        [one] Les horloges de cette tâche et de la base de données diffèrent de { $seconds } seconde. Réglez-les sur le même service de temps.
       *[other] Les horloges de cette tâche et de la base de données diffèrent de { $seconds } secondes. Réglez-les sur le même service de temps.
    }

## Journaux

administration-logs-text = Ce que chaque tâche note, et davantage pour un temps.
administration-logs-set =
    { $count ->
        [one] { $count } source diffère du réglage
       *[other] { $count } sources diffèrent du réglage
    }
administration-logs-setting = Conforme au réglage
administration-configuration-text = Chaque réglage, sa valeur et son origine.
logs-title = Journaux
logs-lead = Ce qui est noté, et par quelle partie. Un niveau que vous fixez vaut pour un temps ; ensuite, le réglage RUST_LOG s’applique de nouveau.
logs-logger = Source
logs-logger-hint = ROOT, ou un module tel que tripmgmt::mail
logs-level = Niveau
logs-for = Pendant
logs-quarter = 15 minutes
logs-hour = 1 heure
logs-hours = 4 heures
logs-day = 1 jour
logs-set = Fixer le niveau
logs-reach = Un changement vaut aussitôt dans la tâche qui vous répond, et dans toutes les autres en { $seconds } secondes au plus.
logs-search = Trouver une source
logs-search-go = Trouver
logs-caption = Sources et leurs niveaux
logs-why = Raison
logs-set-by = Fixé par { $who }, jusqu’au { $when }
logs-by-setting = Selon le réglage
logs-inherited = Comme la source au-dessus
logs-change = Modifier
logs-change-one = Modifier { $logger }
logs-reset = Arrêter
logs-reset-one = Revenir au réglage pour { $logger }
logs-none-title = Aucune source ne correspond
logs-none-all = Voir toutes les sources
log-level-off = rien
log-level-error = ce qui a échoué
log-level-warn = et ce qui est étrange
log-level-info = et ce qui se passe
log-level-debug = et comment
log-level-trace = tout
flash-log-level-set = Le niveau est fixé ; il vaut ici dès maintenant et partout dans quelques secondes
flash-log-level-reset = Le réglage s’applique de nouveau à cette source
error-logger-empty = Saisissez une source, par exemple tripmgmt::mail
error-logger = Saisissez ROOT, un paquet ou un module avec son chemin, par exemple tripmgmt::mail

## Configuration

configuration-title = Configuration
configuration-lead = Avec quoi la tâche { $instance } a été démarrée. Les options l’emportent sur les variables ; les secrets ne sont jamais affichés.
configuration-portal = Portail
configuration-database = Base de données
configuration-connection = Utilisée :
configuration-own-database = Aucun de ces réglages n’est défini : le portail exploite une base privée dans son dossier de données.
configuration-setting = Réglage
configuration-value = Valeur
configuration-origin = Origine
configuration-secret = Défini, et secret
configuration-none = Aucune
origin-flag = Ligne de commande
origin-variable = Variable d’environnement
origin-default = Par défaut
origin-made-up = Déterminé par le portail
origin-unset = Non défini
setting-host = Adresse d’écoute
setting-port = Port d’écoute ; 0 prend un port libre
setting-tripmgmt-env = S’il s’agit de la machine de quelqu’un ou de la production, où ni base de données ni démonstration ne sont créées
setting-tripmgmt-data-dir = Dossier de la base de données démarrée quand aucune n’est configurée (développement seulement)
setting-database-pool-size = Nombre maximal de connexions à la base de données
setting-database-reader-host = Point de lecture du cluster de la base, sous la forme hôte ou hôte:port, pour les pages qui supportent un léger retard ; le reste est comme pour le serveur d’écriture, et il prend autant de connexions en plus
setting-rust-log = Ce qui est noté, en directives de tracing telles que info,tripmgmt=debug
setting-log-format = Forme des lignes de journal ; JSON en production, texte ailleurs
setting-instance-name = Nom de cette tâche dans le pied de page et les journaux ; celui de la machine s’il n’est pas défini
setting-max-connections = Nombre maximal de connexions de clients, chacune occupant un descripteur de fichier ; au-delà, celle qui attend depuis le plus longtemps sans rien demander doit partir
setting-max-requests-in-work = Nombre maximal de requêtes en cours ; autant attendent un instant leur tour, et les autres sont priées de revenir
setting-shutdown-delay-seconds = Secondes entre « pas prêt » et la fin de l’accueil des requêtes ; 5 en production, 0 ailleurs
setting-signing-secret = Ce qui signe les jetons des programmes et scelle les seconds facteurs, au moins 64 caractères, le même pour toutes les tâches. À défaut, il est créé et gardé : dans la base de données en production, dans le dossier de données ailleurs. Plusieurs, séparés par des espaces, se remplacent : le premier signe, tous sont acceptés
setting-require-second-factor = Qui doit avoir un second facteur ; les personnes concernées le configurent juste après leur mot de passe, avant toute autre chose
setting-registration = Qui peut créer son propre compte : open (tout le monde), closed (personne), ou les domaines de messagerie autorisés, tels que example.com,example.org
setting-attachments-url = Endroit où sont gardés les fichiers joints, sous la forme s3://bucket/prefix ; dans la base de données par défaut. La région est celle de AWS_REGION, les clés sont celles du rôle de la tâche ou de AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY
setting-attachments-endpoint = Adresse d’un serveur qui parle comme S3, par exemple https://storage.example.com ; celui d’Amazon par défaut
setting-audit-retention-days = Jours pendant lesquels les entrées du journal d’audit sont conservées
setting-tripmgmt-demo = Crée les comptes admin et user, chacun avec son nom pour mot de passe, et le dit sur chaque page (jamais en production)
setting-behind-proxy = Si un répartiteur de charge précède le portail, de sorte que X-Forwarded-For dit d’où viennent les requêtes ; c’est le cas en production
setting-smtp-url = Serveur qui reçoit les e-mails, sous la forme smtp://user:password@host:587?tls=required (STARTTLS), smtps://… ou smtp://host:25 ; sans lui, les e-mails attendent et les administrateurs voient leurs liens
setting-smtp-ca-file = Certificats (PEM) qui peuvent signer celui du serveur de messagerie, outre les autorités habituelles
setting-mail-from = Adresse d’expédition des e-mails, telle que Trip Management <trips@example.com>
setting-public-url = Adresse à laquelle on atteint le portail, telle que https://trips.example.com ; les liens des e-mails commencent par elle
setting-secure-cookies = Si les cookies ne passent que par TLS ; à activer quand le répartiteur de charge a un certificat
setting-database-url = Adresse de la base de données, avec utilisateur et mot de passe ; l’emporte sur tout ce qui suit
setting-spring-datasource-url = Adresse de la base de données, comme dans l’ancien monolithe
setting-spring-datasource-username = Utilisateur, comme dans l’ancien monolithe
setting-spring-datasource-password = Mot de passe, comme dans l’ancien monolithe
setting-pghost = Machine de la base de données, ou dossier de son socket
setting-pghostaddr = Adresse numérique de la base de données, à défaut de nom
setting-pgport = Port de la base de données
setting-pguser = Utilisateur de la base de données
setting-pgpassword = Mot de passe de la base de données
setting-pgdatabase = Nom de la base de données
setting-pgsslmode = Niveau de protection TLS exigé pour la connexion
setting-pgsslrootcert = Autorités qui peuvent signer le certificat de la base de données
setting-pgsslcert = Certificat que le portail présente à la base de données
setting-pgsslkey = Fichier de la clé de ce certificat
setting-pgappname = Nom sous lequel la base de données liste le portail
setting-pgconnect-timeout = Secondes que la connexion peut prendre

## Mesures

administration-metrics-text = Requêtes, durées, connexions, mémoire et processeur d’une tâche.
administration-metrics-fact = 95 requêtes sur 100 en { $time } au plus
unit-per-second = { $number } /s
unit-percent = { $number } %
lasting-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
lasting-hours =
    { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
lasting-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
lasting-seconds =
    { $count ->
        [one] { $count } seconde
       *[other] { $count } secondes
    }
metrics-title = Mesures
metrics-lead = Les chiffres d’une seule tâche, { $instance }. Le répartiteur de charge en choisit une à chaque requête ; actualiser peut donc en montrer une autre.
metrics-curves = Depuis l’ouverture de cette page
metrics-other-task = Une autre tâche a répondu ; les courbes repartent de zéro.
metrics-range = De { $lowest } à { $highest }
metrics-range-none = Le premier point arrive dans quelques secondes
metrics-as-table = Les derniers points en tableau
metrics-time = Heure
metrics-state = Depuis le démarrage de la tâche
metrics-requests = Requêtes
metrics-rate = Requêtes par seconde
metrics-p50 = La moitié en
metrics-p95 = 95 sur 100 en
metrics-p99 = 99 sur 100 en
metrics-memory = Mémoire
metrics-cpu = Processeur
metrics-files = Fichiers ouverts
metrics-in-work = Requêtes en cours
metrics-refused = Requêtes refusées
metrics-threads = Fils d’exécution
metrics-connections = Connexions à la base
metrics-connections-used = Connexions utilisées
metrics-uptime = En marche depuis
metrics-times = Durée des requêtes
metrics-up-to = Jusqu’à
metrics-longer = Plus long
metrics-statuses = Statut des réponses
metrics-status = Statut
metrics-routes = Par route
metrics-route = Route
metrics-none = Aucune requête n’a encore reçu de réponse.
metrics-note = Les durées sont calculées à partir de décomptes entre des bornes fixes. Un système de supervision lit la même chose à l’adresse
